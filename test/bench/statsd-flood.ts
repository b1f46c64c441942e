// Sends StatsD datagrams to a port of this machine as fast as it can for a while: node statsd-flood.ts PORT MILLISECONDS PER_PACKET TAGS
// Prints how many lines it sent.
import { createSocket } from 'node:dgram';

const [port = 0, milliseconds = 0, perPacket = 0, tags = 0] = process.argv.slice(2).map(Number);
const seriesCount = 1000;
const tagText = tags > 0 ? `|#${['env:prod', 'service:checkout', 'region:eu-1'].slice(0, tags).join(',')}` : '';
const packets = Array.from({ length: Math.ceil(seriesCount / perPacket) }, (_, packet) =>
  Buffer.from(
    Array.from(
      { length: perPacket },
      (_, line) => `bench.counter.${(packet * perPacket + line) % seriesCount}:1|c${tagText}`,
    ).join('\n'),
  ),
);

const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 });
socket.connect(port, '127.0.0.1', () => {
  const end = Date.now() + milliseconds;
  let sent = 0;
  let at = 0;
  const burst = () => {
    if (Date.now() >= end) {
      socket.close();
      process.stdout.write(`${sent}\n`);
      return;
    }
    let left = 64;
    const done = () => {
      sent += perPacket;
      left -= 1;
      if (left === 0) setImmediate(burst);
    };
    for (let index = 0; index < 64; index++) {
      socket.send(packets[at]!, done);
      at = (at + 1) % packets.length;
    }
  };
  burst();
});
