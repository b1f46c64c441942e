import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { type TestContext, test } from 'node:test';
import type { Output } from '../../../../../services/statsd-server/outputs/output.ts';
import { createUdpRepeater, packetBytes } from '../../../../../services/statsd-server/outputs/repeat/udp.ts';
import { until } from '../../../../support/until.ts';
import { sending } from '../output-kit.ts';

/** A UDP socket on a free port that keeps its datagrams. */
async function listen(t: TestContext) {
  const packets: string[] = [];
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  socket.on('message', packet => packets.push(packet.toString('latin1')));
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve));
  t.after(() => socket.close());
  return { port: socket.address().port, packets };
}

/** A repeater to this port, once it is connected. */
async function repeat(t: TestContext, port: number) {
  const options = sending('udp', port);
  const repeater = createUdpRepeater(options);
  t.after(() => repeater.close());
  const { count } = options.counters;
  await until(() => {
    say(repeater, 'probe:1|c');
    return count.sent > 0;
  }, 'the first datagram sent');
  return { repeater, count };
}

function say(repeater: Output, text: string): void {
  const buffer = Buffer.from(`--${text}--`, 'latin1');
  repeater.lines?.(buffer, 2, buffer.length - 2);
  buffer.fill(0); // the caller's again
}

test('lines of several packets go together, up to 1432 bytes', async t => {
  const { port, packets } = await listen(t);
  const { repeater } = await repeat(t, port);
  await until(() => packets.length > 0);
  await new Promise<void>(resolve => setImmediate(resolve));
  packets.length = 0;
  const line = (index: number) => `metric.${String(index).padStart(4, '0')}:1|c`;
  const lines = Array.from({ length: 300 }, (_, index) => line(index));
  for (const text of lines) say(repeater, text);
  const received = () =>
    packets
      .join('\n')
      .split('\n')
      .filter(text => text.startsWith('metric'));
  await until(() => received().length === 300);
  assert.deepEqual(received(), lines);
  assert.ok(packets.every(packet => packet.length <= packetBytes));
  assert.ok(packets.filter(packet => packet.length > packetBytes - 16).length >= 2, 'the packets are full');
});

test('a packet of many lines is cut between lines, and a line longer than a packet stays whole', async t => {
  const { port, packets } = await listen(t);
  const { repeater } = await repeat(t, port);
  const many = Array.from({ length: 200 }, (_, index) => `many.${index}:1|c`);
  const long = `long:${'9'.repeat(9000)}|c`;
  say(repeater, `${[...many, long, 'last:1|g'].join('\n')}\n\n`);
  const received = () =>
    packets
      .join('\n')
      .split('\n')
      .filter(text => !text.startsWith('probe'));
  await until(() => received().length === 202);
  assert.deepEqual(received(), [...many, long, 'last:1|g']);
  assert.ok(packets.every(packet => packet.length <= packetBytes || packet === long));
});

test('a target where nobody listens is shown', async t => {
  const options = sending('udp', 1);
  const repeater = createUdpRepeater(options);
  t.after(() => repeater.close());
  await until(() => {
    say(repeater, 'a:1|c');
    return repeater.parts()[0]?.state === 'down';
  });
  assert.match(repeater.parts()[0]?.detail ?? '', /^udp:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
});

test('what comes while there is no socket is dropped and counted', async t => {
  const { port } = await listen(t);
  const { repeater, count } = await repeat(t, port);
  await repeater.close();
  const before = { ...count };
  say(repeater, 'a:1|c');
  await repeater.close();
  assert.deepEqual(count, { sent: before.sent, dropped: before.dropped + 5 });
});

test('a name that is not known is a part that is down', async t => {
  const options = sending('udp', 8125);
  const repeater = createUdpRepeater({ ...options, target: { ...options.target, host: 'no-such-host.invalid' } });
  t.after(() => repeater.close());
  await until(() => repeater.parts()[0]?.state === 'down');
  assert.match(repeater.parts()[0]?.detail ?? '', /no-such-host\.invalid/);
});

test('an address that the system connects no socket to is a part that is down, and what is to go there is dropped', async t => {
  const options = sending('udp', 8125);
  const repeater = createUdpRepeater({ ...options, target: { ...options.target, host: '255.255.255.255' } });
  t.after(() => repeater.close());
  await until(() => repeater.parts()[0]?.state === 'down');
  assert.match(repeater.parts()[0]?.detail ?? '', /EACCES/);
  say(repeater, 'x'.repeat(2000));
  assert.deepEqual(options.counters.count, { sent: 0, dropped: 2000 });
});
