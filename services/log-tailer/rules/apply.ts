import type { Tally } from '../tally/tally.ts';
import { type ByteSearch, createByteSearch } from '../written-metrics/byte-search.ts';
import { LineView, objectBytes } from './line-view.ts';
import type { Rule } from './rule.ts';
import { createRuleReader, type RuleReader } from './rule-reader.ts';

/** The rules of one source, applied to its lines in their order. */
export interface RuleReaders {
  /** Adds to the tally what the rules find in a line, the bytes [start, end) of `buffer`; whether one of them drops it. */
  read(buffer: Buffer, start: number, end: number): boolean;
  /** One for each rule that is for this source, in their order. */
  readonly readers: readonly RuleReader[];
}

/**
 * Makes the readers of those of the rules that are for the source. A rule that was among those of `before` goes on
 * where it was: with its number of matches and the values of its tags. Of rules that say the same each has a reader.
 */
export function createRuleReaders(
  rules: readonly Rule[],
  name: string,
  tally: Tally,
  before?: RuleReaders,
): RuleReaders {
  const known = new Map<string, RuleReader[]>();
  for (const reader of before?.readers ?? []) known.set(reader.rule.id, [...(known.get(reader.rule.id) ?? []), reader]);
  const readers = rules
    .filter(rule => rule.appliesTo(name))
    .map(rule => known.get(rule.id)?.shift() ?? createRuleReader(rule, tally));
  for (const gone of [...known.values()].flat()) gone.close();
  const steps = readers.map(reader => ({ reader, possible: searchFor([reader.rule]), drops: !reader.rule.metric }));
  // Of several rules, most lines concern none: that is found out in one reading.
  const anyPossible = readers.length > 1 ? searchFor(readers.map(({ rule }) => rule)) : undefined;
  const view = new LineView();
  return {
    readers,
    read(buffer, start, end) {
      if (steps.length === 0) return false;
      const looked = Math.min(end, start + objectBytes);
      if (anyPossible !== undefined && !anyPossible(buffer, start, looked)) return false;
      let dropped = false;
      let open = false;
      for (const { reader, possible, drops } of steps) {
        if (possible !== undefined && !possible(buffer, start, looked)) continue;
        if (!open) view.open(buffer, start, end);
        open = true;
        if (!reader.read(view) || !drops) continue;
        dropped = true;
        break;
      }
      if (open) view.close();
      return dropped;
    },
  };
}

/** Looks for what lines that one of the rules matches have in them; undefined when that may be anything. */
function searchFor(rules: readonly Rule[]): ByteSearch | undefined {
  const literals = rules.map(rule => rule.literals);
  return literals.every(texts => texts !== undefined) ? createByteSearch([...new Set(literals.flat())]) : undefined;
}
