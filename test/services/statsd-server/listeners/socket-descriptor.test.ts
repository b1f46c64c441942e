import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { findDescriptor } from '../../../../services/statsd-server/listeners/socket-descriptor.ts';

const skip = process.platform === 'linux' ? false : 'no /proc/net here';

async function bound(t: TestContext, address: string, port = 0, reuseAddr = false): Promise<Socket> {
  const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', reuseAddr });
  socket.bind(port, address);
  await once(socket, 'listening');
  t.after(() => socket.close());
  return socket;
}

const find = (address: string, port: number) =>
  findDescriptor({ address, family: address.includes(':') ? 6 : 4, port, shared: false }, port);

test('each socket is found at its own place, also where others have the same port', { skip }, async t => {
  const one = await bound(t, '127.0.0.1');
  const { port } = one.address();
  await bound(t, '127.0.0.2', port);
  const [first, second] = [find('127.0.0.1', port), find('127.0.0.2', port)];
  assert.ok(first !== undefined && second !== undefined && first !== second);
  for (const descriptor of [first, second])
    assert.match(readlinkSync(`/proc/self/fd/${descriptor}`), /^socket:\[\d+\]$/);
  assert.equal(find('127.0.0.3', port), undefined);
});

test('of two sockets at one place none is taken for the other: none is found', { skip }, async t => {
  const one = await bound(t, '127.0.0.1', 0, true);
  await bound(t, '127.0.0.1', one.address().port, true);
  assert.equal(find('127.0.0.1', one.address().port), undefined);
});

test('a socket that is closed is found no more', { skip }, async () => {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  assert.ok(find('127.0.0.1', port) !== undefined);
  socket.close();
  await once(socket, 'close');
  assert.equal(find('127.0.0.1', port), undefined);
});
