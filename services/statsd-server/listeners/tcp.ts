import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { Ingest } from './ingest.ts';
import { createLineSplitter } from './line-splitter.ts';
import { untilQuiet } from './quiet.ts';

/** Connections held at a time; a further one is closed at once. */
export const maxConnections = 1024;

/** What a TCP listener needs besides its address. */
export interface TcpOptions {
  /** Asked for at each connection. */
  readonly maxLineBytes: () => number;
  readonly ingest: Ingest;
  readonly onRefused: () => void;
}

/** A TCP listener. */
export interface TcpListener extends Bound {
  connections(): number;
}

/** Listens for streams of StatsD lines, each ended by a line feed (the last one by the end of the stream, too). */
export function listenTcp(
  { host, port }: Address,
  { maxLineBytes, ingest, onRefused }: TcpOptions,
): Promise<Outcome<TcpListener, NodeJS.ErrnoException>> {
  const sockets = new Set<Socket>();
  let received = 0;
  const server = createServer({ noDelay: true }, socket => {
    if (sockets.size >= maxConnections) {
      onRefused();
      socket.destroy();
      return;
    }
    sockets.add(socket);
    const splitter = createLineSplitter(maxLineBytes(), (buffer, start, end) => ingest('tcp', buffer, start, end));
    socket.on('data', (piece: Buffer) => {
      received += piece.length;
      splitter.push(piece);
    });
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => {
      splitter.end();
      sockets.delete(socket);
    });
  });
  return new Promise(resolve => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(failure(error)));
    server.listen(port, host, () => {
      server.removeAllListeners('error').on('error', () => {}); // of single connections: the server goes on
      const address = server.address();
      resolve(
        success({
          port: typeof address === 'object' && address ? address.port : port,
          connections: () => sockets.size,
          async close() {
            await untilQuiet(() => received);
            const closed = once(server, 'close');
            server.close();
            for (const socket of sockets) socket.destroySoon();
            await closed;
          },
        }),
      );
    });
  });
}
