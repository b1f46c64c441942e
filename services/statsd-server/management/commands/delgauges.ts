import { deletion } from '../series-deletion.ts';
import type { Command } from './command.ts';

/** Forgets gauges by name, or by `folder.*`, whatever their tags. */
export const delgauges: Command = {
  name: 'delgauges',
  answer: (patterns, { browser }) => deletion(browser, ['gauge'], patterns),
};
