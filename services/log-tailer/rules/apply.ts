import { parseDecimal } from '../../shared/decimal.ts';
import type { Tags } from '../../shared/metric.ts';
import type { Entry, Tally } from '../metrics/tally.ts';
import type { Groups } from './expression.ts';
import type { Rule } from './rule.ts';
import { cleanTagValue, createDistinctValues, otherValue } from './tag-values.ts';

/** Rules see the first 8 KiB of a line, which bounds what one line can cost. */
export const ruleBytes = 8192;

/** Series that one rule may make of one source: further combinations of values have `_OTHER` for all of them. */
const maxSeries = 1000;

/** What one rule makes of the text of one source's lines. */
export type RuleReader = (text: string) => void;

/**
 * Adds what the rule finds to the tally. A match whose value is no number, or is negative where the metric cannot be,
 * adds nothing but 1 to `tidegauge.log.values.bad`.
 */
export function createRuleReader(rule: Rule, tally: Tally): RuleReader {
  const { metric, type } = rule;
  const bad = tally.counter('tidegauge.log.values.bad', { metric });
  const seriesOf = createSeriesFinder(rule, tags => tally[type](metric, tags));
  return text => {
    const groups = rule.expression.match(text);
    if (groups === undefined) return;
    const value = rule.value === undefined ? 1 : parseDecimal(groups[rule.value] ?? '');
    if (value === undefined || (value < 0 && type !== 'gauge')) bad.add(1);
    else seriesOf(groups).add(value);
  };
}

/** Finds the series by the values of the groups that are tags, and keeps both their number and that of the series bounded. */
function createSeriesFinder({ tags: names }: Rule, make: (tags: Tags) => Entry): (groups: Groups) => Entry {
  const distinct = names.map(createDistinctValues);
  const known = new Map<string, Entry>();
  return groups => {
    const values = names.map((name, index) => {
      const value = groups[name];
      return value ? distinct[index]!(cleanTagValue(value)) : '';
    });
    // No value has a line feed any more.
    const key = values.join('\n');
    let entry = known.get(key);
    if (entry === undefined) {
      const within = known.size < maxSeries;
      // A group that took no part in the match, or is empty, is a tag left out.
      const tags = names.flatMap((name, index) => (values[index] ? [[name, within ? values[index] : otherValue]] : []));
      entry = make(Object.fromEntries(tags));
      if (within) known.set(key, entry);
    }
    return entry;
  };
}
