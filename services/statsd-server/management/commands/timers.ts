import { dumpOf, timerTypes } from '../series-dump.ts';
import type { Command } from './command.ts';

/** Every timing, histogram and distribution with its values of this interval, as far as they are kept. */
export const timers: Command = {
  name: 'timers',
  answer: (_parameters, { browser }) => dumpOf(browser, timerTypes, view => view.values()),
};
