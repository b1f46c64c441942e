import type { Tags } from '../../shared/metric.ts';
import type { RunningAnswer, RunningQuery } from '../../shared/running/running.ts';
import type { SeriesTable } from '../series/series-table.ts';
import { combine } from './combine.ts';
import { isSameMetric } from './metric-rows.ts';
import { growsWithin, runningValueOf } from './row-value.ts';

/** What the store would answer for the interval under way if it ended now: its rows by the group tags, put together. */
export function answerQuery(table: SeriesTable, rows: Iterable<number>, query: RunningQuery): RunningAnswer {
  const { columns } = table;
  const { metric, field, aggregate, groupBy, where } = query;
  const fits = (tags: Tags) => where.every(({ tag, values }) => values.includes(tags[tag] ?? ''));
  const groups = new Map<string, { readonly tags: Tags; readonly values: number[] }>();
  let grows = false;
  for (const row of rows) {
    const tags = columns.tags[row]!;
    if (!isSameMetric(columns.metrics[row]!, metric) || !fits(tags)) continue;
    // Of a series that has nothing yet, too: it will.
    grows ||= growsWithin(columns.types[row]!, field);
    const value = runningValueOf(table, row, field);
    if (value === undefined) continue;
    const grouped = groupBy.map(tag => tags[tag] ?? '');
    const key = grouped.join('\n'); // which no line of StatsD can have
    let group = groups.get(key);
    if (!group) {
      group = { tags: Object.fromEntries(groupBy.map((tag, index) => [tag, grouped[index]!])), values: [] };
      groups.set(key, group);
    }
    group.values.push(value);
  }
  const series = [...groups.values()].map(({ tags, values }) => ({ tags, value: combine(aggregate, values) }));
  return { series, grows };
}
