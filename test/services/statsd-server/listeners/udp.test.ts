import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { canShareUdp } from '../../../../services/statsd-server/listeners/readers.ts';
import { listenUdp } from '../../../../services/statsd-server/listeners/udp.ts';
import { until } from '../../../support/until.ts';

/** A listener that keeps the datagrams it got. */
async function listen(t: TestContext, readers: number, host = '127.0.0.1', port = 0) {
  const packets: string[] = [];
  const outcome = await listenUdp(
    { host, port },
    {
      readers,
      ingest: (transport, buffer, start, end) => packets.push(`${transport} ${buffer.toString('latin1', start, end)}`),
    },
  );
  assert.ok(outcome.ok);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= outcome.value.close();
    return closed;
  };
  t.after(close);
  return { ...outcome.value, close, packets };
}

async function send(port: number, host: string, ...packets: string[]) {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  for (const packet of packets)
    await new Promise<void>((sent, failed) =>
      socket.send(packet, port, host, error => (error ? failed(error) : sent())),
    );
  socket.close();
}

const hasIpv6 = Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'));
const withoutQueues = process.platform === 'linux' ? false : 'no /proc/net here';
const skipWithoutIpv6 = hasIpv6 ? false : 'no ::1 here';

for (const readers of [0, 1]) {
  const by = readers === 0 ? 'this thread' : 'a reader';

  test(`datagrams come whole and in order, read by ${by}`, async t => {
    const { port, packets } = await listen(t, readers);
    await send(port, '127.0.0.1', 'a:1|c\nb:2|c', 'c:3|c');
    await until(() => packets.length === 2);
    await send(port, '127.0.0.1', `d:${'4'.repeat(60_000)}|c`);
    await until(() => packets.length === 3);
    assert.deepEqual(packets, ['udp a:1|c\nb:2|c', 'udp c:3|c', `udp d:${'4'.repeat(60_000)}|c`]);
  });

  test(`closing reads what has come, read by ${by}`, async t => {
    const { port, packets, close } = await listen(t, readers);
    const lines = Array.from({ length: 2000 }, (_, index) => `a:${index}|c`);
    await send(port, '127.0.0.1', ...lines);
    await close();
    assert.deepEqual(
      packets,
      lines.map(line => `udp ${line}`),
    );
    await listen(t, readers, '127.0.0.1', port);
  });

  test(`closing reads what has come while this thread stood still, read by ${by}`, { skip: withoutQueues }, async t => {
    const { port, packets, close } = await listen(t, readers);
    const socket = createSocket('udp4');
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    await stat('.'); // goes on where sockets are read, after which come timers
    const closing = close();
    // A connected socket sends at once.
    for (let number = 0; number < 100; number++) socket.send(`a:${number}|c`);
    // Longer than the silence that is taken for the end.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    await closing;
    socket.close();
    assert.equal(packets.length, 100);
  });

  test(`a port that is taken is told, read by ${by}`, async t => {
    const { port } = await listen(t, readers);
    const outcome = await listenUdp({ host: '127.0.0.1', port }, { readers, ingest: () => {} });
    assert.ok(!outcome.ok);
    assert.equal(outcome.reason.code, 'EADDRINUSE');
  });

  test(`:: is every address of both families, read by ${by}`, { skip: skipWithoutIpv6 }, async t => {
    const { port, packets } = await listen(t, readers, '::');
    await send(port, '127.0.0.1', 'four:1|c');
    await send(port, '::1', 'six:1|c');
    await until(() => packets.length === 2);
    assert.deepEqual(packets.sort(), ['udp four:1|c', 'udp six:1|c']);
  });
}

test('a name stands for its address', async t => {
  const { address, port, packets } = await listen(t, 1, 'localhost');
  await send(port, address, 'a:1|c');
  await until(() => packets.length === 1);
});

test('a name that does not exist is told', async () => {
  const outcome = await listenUdp({ host: 'no.such.host.invalid', port: 0 }, { readers: 1, ingest: () => {} });
  assert.ok(!outcome.ok);
});

// What older ones do instead: readers.test.ts.
if (canShareUdp(process.versions.node))
  test('several readers share a port', async t => {
    const { port, packets, receiveBuffer } = await listen(t, 2);
    const one = await listen(t, 1);
    assert.equal(receiveBuffer, 2 * one.receiveBuffer);
    // Each from a port of its own: the kernel chooses the reader by the sender.
    for (let sender = 0; sender < 50; sender++) await send(port, '127.0.0.1', `a:${sender}|c`);
    await until(() => packets.length === 50);
  });

/** Sends `count` packets of `size` bytes, and goes on only when the kernel holds none: what it says when done nobody but a reader made possible. */
const sender = `
const { createSocket } = require('node:dgram');
const { readFileSync } = require('node:fs');
const { workerData: { port, count, size, done } } = require('node:worker_threads');
const local = ':' + port.toString(16).padStart(4, '0').toUpperCase() + ' ';
const row = () => readFileSync('/proc/net/udp', 'latin1').split('\\n').find(line => line.includes(local + '00000000:0000'));
const isRead = () => row()?.trim().split(/\\s+/)[4].endsWith(':00000000');
const socket = createSocket('udp4');
let sent = 0;
socket.connect(port, '127.0.0.1', function portion() {
  if (!isRead()) return setImmediate(portion);
  if (sent === count) {
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
    return socket.close();
  }
  let left = Math.min(40, count - sent);
  sent += left;
  for (let number = left; number > 0; number--) socket.send(Buffer.alloc(size, 'a'), () => { if (--left === 0) portion(); });
});
`;

test('nothing is lost while the main thread does something else, of more than the kernel holds', {
  skip: process.platform === 'linux' ? false : 'it asks /proc how far the reader is',
}, async t => {
  const { port, packets } = await listen(t, 1);
  const done = new Int32Array(new SharedArrayBuffer(4));
  const [count, size] = [5000, 1400];
  const worker = new Worker(sender, { eval: true, workerData: { port, count, size, done } });
  t.after(() => worker.terminate());
  await new Promise(resolve => worker.once('online', resolve));
  // From here on nothing runs on this thread until all is sent, and read by somebody.
  assert.notEqual(Atomics.wait(done, 0, 0, 20_000), 'timed-out');
  assert.equal(packets.length, 0);
  await until(() => packets.length === count);
  assert.ok(packets.every(packet => packet.length === 'udp '.length + size));
});
