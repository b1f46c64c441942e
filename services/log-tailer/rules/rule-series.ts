import type { Tags } from '../../shared/metric.ts';
import { cleanTagValue, createDistinctValues, otherValue } from '../tally/tag-values.ts';
import { textOf } from './condition.ts';
import type { Groups } from './expressions/groups.ts';
import type { LineView } from './line-view.ts';
import type { RuleMetric } from './rule.ts';

/** Series that one rule may make of one source: further combinations of values have `_OTHER` for all of them. */
const maxSeries = 1000;

/** The series of a line that a rule matches. */
export type SeriesFinder<Entry> = (line: LineView, groups: Groups) => Entry;

/** Finds the series by the values that are tags, and keeps both their number and that of the series bounded. */
export function createSeriesFinder<Entry>(
  { tags: sources, fixedTags }: Pick<RuleMetric, 'tags' | 'fixedTags'>,
  make: (tags: Tags) => Entry,
): SeriesFinder<Entry> {
  const distinct = sources.map(createDistinctValues);
  const known = new Map<string, Entry>();
  return (line, groups) => {
    const values = sources.map(({ field }, index) => {
      const value = textOf(field(line, groups));
      return value ? distinct[index]!(cleanTagValue(value)) : '';
    });
    // No value has a line feed any more.
    const key = values.join('\n');
    let entry = known.get(key);
    if (entry === undefined) {
      const within = known.size < maxSeries;
      // What took no part in the match, or is empty, is a tag left out.
      const tags = sources.flatMap(({ name }, index) =>
        values[index] ? [[name, within ? values[index] : otherValue]] : [],
      );
      entry = make({ ...fixedTags, ...Object.fromEntries(tags) });
      if (within) known.set(key, entry);
    }
    return entry;
  };
}
