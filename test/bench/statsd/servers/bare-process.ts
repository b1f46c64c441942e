// What any StatsD server in Node does at least: node bare-process.ts discard|parse LINES_PER_PACKET
// Reads datagrams and discards them, or parses them and adds their values to one variable. Prints its port, and at the
// first line on its standard input how many lines there were.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';

const [way, perPacket] = [process.argv[2], Number(process.argv[3])];
let counted = 0;
const parser = createParser({
  maxLineBytes: () => 8192,
  now: Date.now,
  receiver: {
    metric(line) {
      counted += line.value;
    },
    event() {},
    bad() {},
  },
});
const socket = createSocket({ type: 'udp4', recvBufferSize: 8 * 1024 * 1024 });
if (way === 'parse') socket.on('message', packet => parser.parse(packet, 0, packet.length));
else
  socket.on('message', () => {
    counted += perPacket;
  });
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');
process.stdout.write(`${socket.address().port}\n`);
await once(process.stdin, 'data');
process.stdout.write(`${counted}\n`, () => process.exit(0));
