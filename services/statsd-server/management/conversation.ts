import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Managed } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { textLines } from './text-lines.ts';

/** A client that was told the end, and does not end its side, is cut off after so many milliseconds. */
const patience = 2000;

/**
 * Answers the commands of one client, one after the other, until it has no more or leaves. Nothing more is made or read than
 * the client takes. Whoever made the socket destroys it on its `timeout`.
 */
export async function converse(socket: Socket, managed: Managed, clock: Clock): Promise<void> {
  for await (const line of textLines(socket, clock)) {
    const [name = '', ...parameters] = line?.trim().split(' ') ?? [];
    // statsd's own health check sends one after the command, and an `ERROR` would be part of what it compares.
    if (line !== undefined && name === '') continue;
    const command = commands.get(name);
    for await (const piece of command?.answer(parameters, managed) ?? ['ERROR\n']) {
      if (!(await say(socket, piece))) return;
      // The kernel may take all of a dump at once, and a million counters are a second's work.
      await turn();
    }
    if (command?.last) break;
  }
  socket.end();
  socket.setTimeout(patience);
}

/** Resolves when the kernel has taken the text, or to false when nobody will. */
const say = (socket: Socket, text: string): Promise<boolean> =>
  new Promise(resolve => socket.write(text, error => resolve(!error)));
