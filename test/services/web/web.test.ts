import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { startWeb } from '../../../services/web/web.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { until } from '../../support/until.ts';

const configured = (web: object) => configSchema.parse({ web });

async function start(t: TestContext, web: object) {
  const clock = createFakeClock();
  const logger = createKeepingLogger();
  const service = await startWeb(configured(web), { store: createFakeStore(), health: () => [], clock, logger });
  t.after(() => service.stop());
  return { service, clock, logger };
}

/** A server that holds a port of the loopback. */
async function occupy(t: TestContext): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return { server, port: address.port };
}

const statusOf = async (port: number | undefined, path = '/healthz') =>
  (await fetch(`http://127.0.0.1:${port}${path}`)).status;

test('serves the API, and pages with their code and style', async t => {
  const { service } = await start(t, { port: 0 });
  const address = `http://127.0.0.1:${service.port()}`;
  assert.equal(await statusOf(service.port()), 200);
  const html = await (await fetch(address)).text();
  const script = await fetch(address + /src="([^"]+)"/.exec(html)?.[1]);
  assert.deepEqual([script.status, script.headers.get('content-type')], [200, 'text/javascript; charset=utf-8']);
  assert.ok((await script.text()).length > 10_000);
  const style = await fetch(address + /rel="stylesheet" href="([^"]+)"/.exec(html)?.[1]);
  assert.deepEqual([style.status, style.headers.get('content-type')], [200, 'text/css; charset=utf-8']);
  assert.deepEqual(service.parts(), [{ name: 'web', state: 'ok', detail: `listens on 127.0.0.1:${service.port()}` }]);
});

test('a busy port is told, and taken as soon as it is free', async t => {
  const { server, port } = await occupy(t);
  const { service, clock } = await start(t, { port });
  assert.equal(service.port(), undefined);
  assert.deepEqual(service.parts(), [
    {
      name: 'web',
      state: 'down',
      detail: `127.0.0.1:${port} is in use by another process`,
      remedy: 'end that process, or set web.port to a free port',
    },
  ]);
  server.close();
  await once(server, 'close');
  await clock.advance(5000);
  await until(() => service.port() === port);
  assert.equal(await statusOf(port), 200);
});

test('a changed port is bound before the old one is let go', async t => {
  const { service, clock } = await start(t, { port: 0 });
  const before = service.port();
  const busy = await occupy(t);
  await service.reconfigure(configured({ port: busy.port }));
  assert.deepEqual([service.parts()[0]?.state, await statusOf(before)], ['down', 200]);

  busy.server.close();
  await once(busy.server, 'close');
  await clock.advance(5000);
  await until(() => service.port() === busy.port);
  assert.equal(await statusOf(busy.port), 200);
  await until(() =>
    statusOf(before).then(
      () => false,
      () => true,
    ),
  );
});

test('a changed rule holds at once', async t => {
  const { service } = await start(t, { port: 0 });
  const status = () => statusOf(service.port(), '/api/v1/query?metric=a&step=1');
  assert.equal(await status(), 200);
  await service.reconfigure(configured({ port: 0, max_points: 100 }));
  assert.equal(await status(), 400);
});

test('switched off, nothing listens; switched on again, it does', async t => {
  const { service } = await start(t, { port: 0 });
  const before = service.port();
  await service.reconfigure(configured({ enabled: false }));
  assert.deepEqual(service.parts(), [
    { name: 'web', state: 'off', detail: 'switched off', remedy: 'set web.enabled to true' },
  ]);
  await assert.rejects(statusOf(before));
  await service.reconfigure(configured({ port: 0 }));
  assert.equal(await statusOf(service.port()), 200);
});

test('stopping ends connections that are open', async t => {
  const { service } = await start(t, { port: 0 });
  const socket = connect(service.port()!, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  await service.stop();
  await closed;
});
