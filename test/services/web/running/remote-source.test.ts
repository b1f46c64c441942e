import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { Target } from '../../../../services/shared/config/target.ts';
import { createRemoteSource } from '../../../../services/web/running/remote-source.ts';
import { start } from '../../../support/statsd-server.ts';

const query = { metric: 'hits', field: 'value', aggregate: 'sum', groupBy: [], where: [] } as const;
const queries = [query];
const at = (port: number): Target => ({ scheme: 'http', host: '127.0.0.1', port });

async function serve(t: TestContext, listener: RequestListener): Promise<Target> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return at((server.address() as AddressInfo).port);
}

test('reads what a StatsD server in another process has so far', async t => {
  const { server } = await start(t, { running: { enabled: true, host: '127.0.0.1', port: 0 } });
  server.sink(Buffer.from('hits:3|c\n'));
  const outcome = await createRemoteSource(() => at(server.ports().running!)).read(queries);
  assert.ok(outcome.ok);
  assert.deepEqual(outcome.value.answers, [{ series: [{ tags: {}, value: 3 }], grows: true }]);
});

test('says what is missing without an address', async () => {
  assert.deepEqual(await createRemoteSource(() => undefined).read(queries), {
    ok: false,
    reason: 'web.running is not set: it names the StatsD server that tells them',
  });
});

test('a server that is away, refuses, or answers something else is a reason', async t => {
  const refusing = await serve(t, (_request, response) => response.writeHead(503).end('no'));
  const other = await serve(t, (_request, response) => response.end('{"start":"now"}'));
  const endless = await serve(t, (_request, response) => response.end(`"${'x'.repeat(9_000_000)}"`));
  const silent = await serve(t, request => request.socket.destroy());
  const reason = async (target: Target) => {
    const outcome = await createRemoteSource(() => target).read(queries);
    return outcome.ok ? 'ok' : outcome.reason.replace(/:\d+/, '');
  };
  assert.equal(await reason(refusing), '127.0.0.1 answers 503');
  assert.equal(await reason(other), '127.0.0.1 answers something else');
  assert.match(await reason(endless), /the answer is longer than 8388608 bytes/);
  assert.match(await reason(silent), /does not answer/);
});
