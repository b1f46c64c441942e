import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { listen } from '../../shared/lifecycle/listen.ts';
import { type Outcome, success } from '../../shared/outcome.ts';
import { type Connection, createConnections } from './connections.ts';
import type { Splitter } from './line-splitter.ts';

/** A client that goes on after it was told the end is cut off after so many milliseconds. */
const patience = 2000;
/** After so long a silence, milliseconds, the system asks whether the client is there yet: a host that is gone ends no connection. */
const keepAliveAfter = 60_000;

/** What a listener for streams needs besides its address. */
export interface StreamOptions {
  /**
   * Called for each connection, with what to call for a line that came and for a stream that cannot be understood, and with
   * what says something to the client.
   */
  readonly createSplitter: (lineCame: () => void, giveUp: () => void, reply: (text: string) => void) => Splitter;
  /** Asked after each piece: nothing more is read from its connection until this resolves, if there is something to wait for. */
  readonly hold: () => Promise<void> | undefined;
  /** A connection was refused, or closed to make room. */
  readonly onRefused: () => void;
  /** Milliseconds of a clock that only goes on. */
  readonly now?: () => number;
}

/** Something that listens for streams. */
export interface StreamListener {
  /** The TCP port; 0 for a unix socket. */
  readonly port: number;
  connections(): number;
  /** Reads what is on its way to its end. */
  close(): Promise<void>;
}

/** Listens for streams; what each connection sends goes through a splitter of its own. */
export async function listenStream(
  where: ListenOptions,
  { createSplitter, hold, onRefused, now = () => performance.now() }: StreamOptions,
): Promise<Outcome<StreamListener, NodeJS.ErrnoException>> {
  const connections = createConnections(now);
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfter }, socket => {
    const connection = connections.admit(socket, onRefused);
    if (!connection) {
      onRefused();
      socket.destroy();
    } else read(socket, connection);
  });

  function read(socket: Socket, connection: Connection): void {
    const reply = (text: string) => void (socket.writable && socket.write(text));
    const splitter = createSplitter(connection.lineCame, () => socket.destroy(), reply);
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
      connections.remove(socket);
    });
  }

  const listening = await listen(server, where);
  if (!listening.ok) return listening;
  return success({
    port: listening.value,
    connections: () => connections.sockets().length,
    close: () => close(server, connections.sockets),
  });
}

async function close(server: Server, connected: () => readonly Socket[]): Promise<void> {
  await turn(); // takes in the connections that wait for that, which would be reset
  await turn();
  const sockets = connected();
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
}
