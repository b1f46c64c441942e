import { createServer, type Socket } from 'node:net';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { listen } from '../../shared/lifecycle/listen.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import { type Outcome, success, unexpected } from '../../shared/outcome.ts';
import type { Managed } from './commands/command.ts';
import { converse } from './conversation.ts';

/** Connections held at a time; a further one is closed at once. */
export const maxConnections = 32;

/** What a management listener needs besides its address. */
export interface ManagementListenerOptions {
  readonly managed: Managed;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds in which a client neither asks nor takes anything, after which it is cut off. */
  readonly idleTimeout: number;
  readonly onRefused: () => void;
}

/** Listens for clients of statsd's text interface. Closing it cuts answers off. */
export async function listenManagement(
  { host, port }: Address,
  { managed, clock, logger, idleTimeout, onRefused }: ManagementListenerOptions,
): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  const sockets = new Set<Socket>();
  // Half open: `echo counters | nc` has no more to ask, but waits for its answer.
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('error', () => {}); // 'close' follows
    if (sockets.size >= maxConnections) {
      onRefused();
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.setTimeout(idleTimeout, () => socket.destroy());
    converse(socket, managed, clock).catch(error => {
      logger.error(unexpected(error));
      socket.destroy();
    });
  });
  const listening = await listen(server, { host, port });
  if (!listening.ok) return listening;
  return success({
    port: listening.value,
    close: () =>
      new Promise<void>(closed => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  });
}
