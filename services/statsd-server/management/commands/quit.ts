import type { Command } from './command.ts';

/** Ends the connection. */
export const quit: Command = { name: 'quit', answer: () => [], last: true };
