import { dumpOf } from '../series-dump.ts';
import type { Command } from './command.ts';

/** Every gauge with what it holds now. */
export const gauges: Command = {
  name: 'gauges',
  answer: (_parameters, { browser }) => dumpOf(browser, ['gauge'], view => view.value ?? 0),
};
