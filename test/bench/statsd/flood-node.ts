// What flood.c does, for machines without a C compiler, with the same arguments; it sends several times less.
import { createSocket } from 'node:dgram';

const [port = 0, seconds = 0, lines = 0, perPacket = 1, series = 1, tags = 0] = process.argv.slice(2).map(Number);
const type = process.argv[8] ?? 'c';
const [rate = 0, fresh = 0] = process.argv.slice(9).map(Number);
const tagText = tags > 0 ? `|#${['env:prod', 'service:checkout', 'region:eu-1'].slice(0, tags).join(',')}` : '';

/** `count` lines from the series `first` on. */
function packet(first: number, count: number): Buffer {
  const line = (index: number) =>
    `bench.counter.${fresh ? first + index : (first + index) % series}:1|${type}${tagText}`;
  return Buffer.from(Array.from({ length: count }, (_, index) => line(index)).join('\n'));
}

const kept = fresh
  ? []
  : Array.from({ length: Math.ceil(series / perPacket) }, (_, at) => packet(at * perPacket, perPacket));
const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 });
let sent = 0;
let packets = 0;

/** Sends the next packet, and resolves when the kernel has it. */
function send(): Promise<void> {
  const count = lines > 0 ? Math.min(perPacket, lines - sent) : perPacket;
  const text = count < perPacket ? undefined : kept[packets % kept.length];
  const bytes = text ?? packet(sent, count);
  sent += count;
  packets += 1;
  return new Promise(done => socket.send(bytes, () => done()));
}

socket.connect(port, '127.0.0.1', async () => {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const goesOn = () => (lines === 0 || sent < lines) && (seconds === 0 || elapsed() < seconds);
  while (goesOn()) {
    const due = rate > 0 ? Math.min(elapsed() * rate - packets, Math.ceil(rate / 500)) : 64;
    const burst: Promise<void>[] = [];
    while (burst.length < due && (lines === 0 || sent < lines)) burst.push(send());
    await Promise.all(burst);
    await new Promise(next => (rate > 0 ? setTimeout(next, 1) : setImmediate(next)));
  }
  socket.close();
  process.stdout.write(`${sent}\n`);
});
