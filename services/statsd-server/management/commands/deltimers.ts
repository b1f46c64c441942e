import { deletion } from '../series-deletion.ts';
import { timerTypes } from '../series-dump.ts';
import type { Command } from './command.ts';

/** Forgets timings, histograms and distributions by name, or by `folder.*`, whatever their tags. */
export const deltimers: Command = {
  name: 'deltimers',
  answer: (patterns, { browser }) => deletion(browser, timerTypes, patterns),
};
