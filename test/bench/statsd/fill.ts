import { once } from 'node:events';
import { connect } from 'node:net';

/** Bytes written at once. */
const pieceBytes = 65_536;

/** Says `bench.counter.0` to `bench.counter.<count - 1>` once each, over TCP, so that none is lost. */
export async function fill(tcpPort: number, count: number): Promise<void> {
  const socket = connect(tcpPort, '127.0.0.1');
  let piece = '';
  for (let series = 0; series < count; series++) {
    piece += `bench.counter.${series}:1|c\n`;
    if (piece.length < pieceBytes) continue;
    if (!socket.write(piece)) await once(socket, 'drain');
    piece = '';
  }
  socket.end(piece);
  await once(socket, 'finish');
  socket.destroySoon();
}
