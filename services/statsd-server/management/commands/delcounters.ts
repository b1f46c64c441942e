import { deletion } from '../series-deletion.ts';
import type { Command } from './command.ts';

/** Forgets counters by name, or by `folder.*`, whatever their tags. */
export const delcounters: Command = {
  name: 'delcounters',
  answer: (patterns, { browser }) => deletion(browser, ['counter'], patterns),
};
