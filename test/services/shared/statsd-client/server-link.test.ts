import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createServerLink } from '../../../../services/shared/statsd-client/server-link.ts';
import { freePort } from '../../../support/free-port.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { listenForLines } from '../../../support/line-listener.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { until } from '../../../support/until.ts';

const settingsOf = (link: object) => configSchema.parse({ link }).link;

test('a server that is away is told of, what waits with it, and what found no room is counted', async t => {
  const port = await freePort();
  const logger = createKeepingLogger();
  const selfMetrics = createSelfMetrics();
  const settings = settingsOf({ server: `127.0.0.1:${port}`, max_queued: '64KB' });
  const link = createServerLink(settings, { clock, logger, selfMetrics });
  t.after(() => link.stream.destroy());
  await link.settled;
  const line = `${'x'.repeat(40_000)}\n`;
  link.stream.write(line);
  link.stream.write(line);
  link.stream.write(line);
  const { name, state, detail, remedy } = link.part();
  assert.deepEqual([name, state], ['link', 'down']);
  assert.equal(detail, `127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}; 40269 bytes wait`);
  assert.match(remedy ?? '', /link\.server/);
  const client = createRecordingClient();
  selfMetrics.report(client);
  assert.deepEqual(client.lines, ['tidegauge.link.dropped 80026 c']);

  const server = await listenForLines(t, port);
  await until(() => server.lines().length === 1);
  assert.deepEqual(link.part(), { name: 'link', state: 'ok', detail: `says it to 127.0.0.1:${port}` });
  assert.deepEqual(
    logger.lines.map(said => said.replaceAll(String(port), 'PORT')),
    [
      'warn test: the StatsD server 127.0.0.1:PORT is not reached: connect ECONNREFUSED 127.0.0.1:PORT; what is said waits',
      'warn test: the StatsD server 127.0.0.1:PORT does not take what is said, and link.max_queued is full: what comes now is dropped',
      'info test: the StatsD server 127.0.0.1:PORT is reached now',
      'warn test: 80026 bytes of lines were dropped meanwhile',
    ],
  );
});

test('another server and another bound are taken over', async t => {
  const logger = createKeepingLogger();
  const link = createServerLink(settingsOf({ server: `127.0.0.1:${await freePort()}`, max_queued: '64KB' }), {
    clock,
    logger,
    selfMetrics: createSelfMetrics(),
  });
  t.after(() => link.stream.destroy());
  await link.settled;
  const server = await listenForLines(t);
  link.stream.write('a\n');
  link.reconfigure(settingsOf({ server: `localhost:${server.port}`, max_queued: '1MB' }));
  await until(() => server.lines().length === 1);
  link.stream.write(`${'x'.repeat(100_000)}\n`);
  await until(() => server.lines().length === 2);
  assert.equal(link.part().state, 'ok');
});

test('what the server did not take before the end is told', async () => {
  const logger = createKeepingLogger();
  const link = createServerLink(settingsOf({ server: `[::1]:${await freePort()}` }), {
    clock,
    logger,
    selfMetrics: createSelfMetrics(),
  });
  link.tellLoss();
  await link.settled;
  link.stream.write('a:1|c\n');
  link.stream.destroy();
  link.tellLoss();
  assert.equal(
    logger.lines.at(-1),
    'warn test: 18 bytes of lines were given up, because the StatsD server did not take them',
  );
});
