import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { bindHttp, listen } from '../../../../services/shared/lifecycle/listen.ts';

const loopback = { host: '127.0.0.1', port: 0 };

test('a server tells the port that it got, and why it got none', async t => {
  const [first, second] = [createServer(), createServer()];
  t.after(() => first.close());
  const port = await listen(first, loopback);
  assert.ok(port.ok && port.value > 0);
  const taken = await listen(second, { ...loopback, port: port.value });
  assert.ok(!taken.ok);
  assert.equal(taken.reason.code, 'EADDRINUSE');
});

test('a connection that could not be taken in does not end the server', async t => {
  for (const server of [createServer(), createHttpServer()]) {
    t.after(() => server.close());
    await listen(server, loopback);
    // As Node tells that it had no descriptor for one.
    server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    assert.ok(server.listening);
  }
});

test('an HTTP server that is closed ends the connections that are open', async () => {
  const bound = await bindHttp(createHttpServer(), loopback);
  assert.ok(bound.ok);
  const socket = connect(bound.value.port, '127.0.0.1').resume();
  await new Promise(resolve => socket.once('connect', resolve));
  socket.write('GET / HTTP/1.1\r\n');
  const closed = new Promise(resolve => socket.once('close', resolve));
  socket.on('error', () => {});
  await bound.value.close();
  await closed;
});
