import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startWebServer } from '../../../support/web-server.ts';

test('who posts too much is told so, though all of it has to be sent before', { timeout: 20_000 }, async t => {
  const web = await startWebServer({ now: 0 });
  t.after(() => web.stop());
  const length = 6_000_000;
  const socket = connect(web.port()!, '127.0.0.1');
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  socket.write('POST /api/v1/rules/test HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n');
  socket.write(`Content-Length: ${length}\r\n\r\n`);
  // As proxies do, it reads no answer before it has sent everything.
  await new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.write(Buffer.alloc(length, 'x'), resolve);
  });
  let answer = '';
  socket.setEncoding('utf8').on('data', text => {
    answer += text;
  });
  await once(socket, 'end');
  assert.match(answer, /^HTTP\/1\.1 413 .*\r\n\r\n\{"error":"the body is longer than 262144 bytes: .*"\}$/s);
});
