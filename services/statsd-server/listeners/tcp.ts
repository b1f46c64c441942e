import { createServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { Ingest } from './ingest.ts';
import { createLineSplitter } from './line-splitter.ts';

/** Connections held at a time; a further one is closed at once. */
export const maxConnections = 1024;
/** Of them from one address, so that none shuts all others out. */
export const maxPerAddress = 512;

/** A client that goes on after it was told the end is cut off after so many milliseconds. */
const patience = 2000;

/** What a TCP listener needs besides its address. */
export interface TcpOptions {
  /** Asked for at each connection. */
  readonly maxLineBytes: () => number;
  readonly ingest: Ingest;
  /** Asked after each piece: nothing more is read from its connection until this resolves, if there is something to wait for. */
  readonly hold: () => Promise<void> | undefined;
  readonly onRefused: () => void;
}

/** A TCP listener. */
export interface TcpListener extends Bound {
  connections(): number;
}

/** Listens for streams of StatsD lines, each ended by a line feed (the last one by the end of the stream, too). */
export function listenTcp(
  { host, port }: Address,
  { maxLineBytes, ingest, hold, onRefused }: TcpOptions,
): Promise<Outcome<TcpListener, NodeJS.ErrnoException>> {
  const sockets = new Set<Socket>();
  const isFull = (address: string | undefined) =>
    sockets.size >= maxConnections ||
    (sockets.size >= maxPerAddress &&
      [...sockets].filter(({ remoteAddress }) => remoteAddress === address).length >= maxPerAddress);
  const server = createServer({ noDelay: true }, socket => {
    if (isFull(socket.remoteAddress)) {
      onRefused();
      socket.destroy();
      return;
    }
    sockets.add(socket);
    const splitter = createLineSplitter(maxLineBytes(), (buffer, start, end) => ingest('tcp', buffer, start, end));
    socket.on('data', (piece: Buffer) => {
      splitter.push(piece);
      const held = hold();
      if (!held) return;
      socket.pause();
      void held.then(() => socket.resume());
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
            await turn(); // takes in the connections that wait for that, which would be reset
            await turn();
            // Of each connection, too: only then its last line is taken in.
            const closed = [server, ...sockets].map(each => new Promise(resolve => each.once('close', resolve)));
            server.close();
            // Whoever writes at the moment notices, and what is on its way is read to its end.
            for (const socket of sockets) socket.end();
            const deadline = setTimeout(() => {
              for (const socket of sockets) socket.destroy();
            }, patience);
            await Promise.all(closed);
            clearTimeout(deadline);
          },
        }),
      );
    });
  });
}
