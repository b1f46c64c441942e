import type { Tags } from '../../metric.ts';
import type { TagFilter } from '../query.ts';
import type { MetricEntry, SeriesEntry } from './catalogue.ts';

/** The series that a query is about: `series[i]` counts towards `groups[members[i]]`. */
export interface Selection {
  /** The tags that each group is called by, in the order of their values. */
  readonly groups: readonly Tags[];
  readonly series: readonly number[];
  readonly members: readonly number[];
}

/** Tells whether all filters hold for a series; a tag that it has not counts as `''`. */
export function createMatcher(where: readonly TagFilter[]): (series: Pick<SeriesEntry, 'tags'>) => boolean {
  const filters = where.map(({ tag, values }) => ({ tag, values: new Set(values) }));
  return ({ tags }) => filters.every(({ tag, values }) => values.has(tags.get(tag) ?? ''));
}

/** The series of a metric to which all filters apply, by the values of `groupBy`. */
export function selectSeries(metric: MetricEntry, where: readonly TagFilter[], groupBy: readonly string[]): Selection {
  const matches = createMatcher(where);
  const found = new Map<string, { values: string[]; ids: number[] }>();
  for (const series of metric.series.values()) {
    if (!matches(series)) continue;
    const values = groupBy.map(tag => series.tags.get(tag) ?? '');
    const key = JSON.stringify(values);
    const group = found.get(key);
    if (group) group.ids.push(series.id);
    else found.set(key, { values, ids: [series.id] });
  }
  const groups = [...found.values()].sort((a, b) => compare(a.values, b.values));
  return {
    groups: groups.map(({ values }) => Object.fromEntries(groupBy.map((tag, index) => [tag, values[index] ?? '']))),
    series: groups.flatMap(({ ids }) => ids),
    members: groups.flatMap(({ ids }, index) => ids.map(() => index)),
  };
}

function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((value, position) => value !== b[position]);
  return index < 0 ? 0 : a[index]! < b[index]! ? -1 : 1;
}
