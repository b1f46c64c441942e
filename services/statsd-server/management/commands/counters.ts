import { dumpOf } from '../series-dump.ts';
import type { Command } from './command.ts';

/** Every counter with what it holds now. */
export const counters: Command = {
  name: 'counters',
  answer: (_parameters, { browser }) => dumpOf(browser, ['counter'], view => view.value ?? 0),
};
