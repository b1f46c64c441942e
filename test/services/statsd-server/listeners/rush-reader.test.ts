import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import {
  createRingMemory,
  createRingReader,
  createRingWriter,
} from '../../../../services/statsd-server/listeners/ring.ts';
import { createRushReader } from '../../../../services/statsd-server/listeners/rush-reader.ts';
import { findDescriptor } from '../../../../services/statsd-server/listeners/socket-descriptor.ts';

const skip = process.platform === 'linux' ? false : 'no /proc/net here';

/** A bound socket, on which dgram reads nothing while a test does not give way. */
async function bound(t: TestContext, type: 'udp4' | 'udp6' = 'udp4', address = '127.0.0.1') {
  const socket = createSocket({ type, recvBufferSize: 1024 * 1024 });
  socket.on('message', () => {});
  socket.bind(0, address);
  await once(socket, 'listening');
  t.after(() => socket.close());
  return socket;
}

/** Sends at once: a connected socket waits for no name to be found. */
async function sender(t: TestContext, to: Socket): Promise<(packet: Buffer) => void> {
  const socket = createSocket('udp4');
  socket.connect(to.address().port, '127.0.0.1');
  await once(socket, 'connect');
  t.after(() => socket.close());
  return packet => socket.send(packet);
}

/** A ring, and what comes out of it. */
function ring() {
  const memory = createRingMemory(1024 * 1024);
  const reader = createRingReader(memory);
  const packets: string[] = [];
  return {
    writer: createRingWriter(memory, () => {}),
    packets() {
      while (reader.drain(1024 * 1024, (buffer, start, end) => packets.push(buffer.toString('latin1', start, end))));
      return packets;
    },
  };
}

const placeOf = (socket: Socket) => ({
  address: socket.address().address,
  family: socket.address().family === 'IPv6' ? (6 as const) : (4 as const),
  port: socket.address().port,
  shared: false,
});

test('a rush is read from the descriptor, whole and in order: empty datagrams and the longest too', {
  skip,
}, async t => {
  const socket = await bound(t);
  const send = await sender(t, socket);
  const descriptor = findDescriptor(placeOf(socket), socket.address().port);
  assert.ok(descriptor !== undefined);
  const { writer, packets } = ring();
  const afterPacket = createRushReader(descriptor, writer);
  const sent = ['a:1|c', '', 'x'.repeat(65_507), '', 'b:2|c'];
  for (const packet of sent) send(Buffer.from(packet));
  // A machine that stands still meanwhile makes no rush of it: then once more.
  for (let calls = 0; packets().length === 0 && calls < 100; calls++)
    for (let call = 0; call < 32; call++) afterPacket();
  assert.deepEqual(packets(), sent);
});

test('a descriptor that cannot be read any more holds nobody up, and puts nothing into the ring', { skip }, () => {
  const descriptor = openSync('/dev/null', 'r');
  closeSync(descriptor);
  const { writer, packets } = ring();
  const afterPacket = createRushReader(descriptor, writer);
  for (let call = 0; call < 320; call++) afterPacket();
  assert.deepEqual(packets(), []);
});

test('one packet, or a few, are no rush: nothing is read', { skip }, async t => {
  const socket = await bound(t);
  const send = await sender(t, socket);
  const { writer, packets } = ring();
  const afterPacket = createRushReader(findDescriptor(placeOf(socket), socket.address().port)!, writer);
  send(Buffer.from('a:1|c'));
  for (let call = 0; call < 31; call++) afterPacket();
  assert.deepEqual(packets(), []);
});
