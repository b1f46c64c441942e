import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { createOutgoing } from '../../../../services/shared/delivery/outgoing.ts';
import { connectServer } from '../../../../services/shared/delivery/server-connection.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import { listenForBatches } from '../../../support/batch-listener.ts';
import { freePort } from '../../../support/free-port.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { until } from '../../../support/until.ts';

const settingsOf = (server: string) => configSchema.parse({ link: { server } });

/** A connection to this server, with a batch that waits. */
function connect(t: TestContext, server: string) {
  const logger = createKeepingLogger();
  const batches = createOutgoing('client.12345678');
  batches.add(Buffer.from('a:1|c\n'));
  batches.ready(1);
  const connection = connectServer(batches, settingsOf(server), { clock, logger });
  t.after(connection.close);
  return { ...connection, batches, logger };
}

test('a server that is away is told of, what waits with it, and that it is there', async t => {
  const port = await freePort();
  const { settled, part, logger, batches } = connect(t, `127.0.0.1:${port}`);
  await settled;
  const { name, state, detail, remedy } = part();
  assert.deepEqual([name, state], ['link', 'down']);
  assert.equal(detail, `127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}; ${batches.bytes()} bytes wait`);
  assert.match(remedy ?? '', /link\.server/);
  const server = await listenForBatches(t, port);
  await until(() => server.lines().length === 1);
  assert.deepEqual(part(), { name: 'link', state: 'ok', detail: `says it to 127.0.0.1:${port}` });
  assert.deepEqual(
    logger.lines.map(said => said.replaceAll(String(port), 'PORT')),
    [
      'warn test: the StatsD server 127.0.0.1:PORT is not reached: connect ECONNREFUSED 127.0.0.1:PORT; what is said waits',
      'info test: the StatsD server 127.0.0.1:PORT is reached now',
    ],
  );
});

test('another server is taken over', async t => {
  const { settled, part, batches, reconfigure } = connect(t, `[::1]:${await freePort()}`);
  await settled;
  assert.match(part().detail, /^\[::1\]:\d+: /);
  const server = await listenForBatches(t);
  reconfigure(settingsOf(`localhost:${server.port}`));
  await until(() => server.lines().length === 1);
  await batches.emptied();
  assert.deepEqual(part(), { name: 'link', state: 'ok', detail: `says it to localhost:${server.port}` });
});
