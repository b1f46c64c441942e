import { planSegments, type Reach, type Segment } from '../plan.ts';
import { type Query, type Series, windowStarts } from '../query.ts';
import { type PerResolution, raw } from '../resolution.ts';
import { combinations } from './combinations.ts';
import { identifier, tagConditions, timeCondition } from './influxql.ts';
import type { Ask, Rows } from './reader.ts';
import { measurementName, metricTags, storedText } from './stored-names.ts';

/** The statement that answers a query for a segment of its range; undefined when nothing can match. */
export function seriesStatement(query: Query, { resolution, from, to }: Segment): string | undefined {
  const filters = tagConditions(query.where);
  if (filters === undefined) return undefined;
  const { raw: ofRaw, rolled: ofRolled, eachSeries } = combinations[query.aggregate];
  const name = storedText(query.field);
  const field = (suffix: string) => `${identifier(name + suffix)}::field`;
  const conditions = [timeCondition(from, to), ...filters].join(' AND ');
  const tags = eachSeries && resolution !== raw ? ['*'] : query.groupBy.map(tag => identifier(metricTags.stored(tag)));
  const groups = [`time(${query.step}ms)`, ...tags].join(', ');
  // Windows without a value are left out here and filled in below: an answer of nulls only would be a series too.
  return `SELECT ${(resolution === raw ? ofRaw : ofRolled)(field)} FROM ${identifier(measurementName(query.metric))} WHERE ${conditions} GROUP BY ${groups} fill(none)`;
}

/** The series that rows of answers make, on the windows that begin at `starts`, ordered by their tags' values. */
export function seriesOf(query: Query, starts: readonly number[], rows: readonly Rows[]): Series[] {
  const { merge, result } = combinations[query.aggregate];
  const found = new Map<string, { values: string[]; windows: (readonly number[] | undefined)[] }>();
  for (const { tags = {}, values: cells = [] } of rows) {
    const values = query.groupBy.map(tag => tags[metricTags.stored(tag)] ?? '');
    const key = JSON.stringify(values);
    let series = found.get(key);
    if (!series) {
      series = { values, windows: new Array<undefined>(starts.length).fill(undefined) };
      found.set(key, series);
    }
    for (const [time, ...row] of cells) {
      const place = (Number(time) - starts[0]!) / query.step;
      const before = series.windows[place];
      const numbers = row.map(Number);
      series.windows[place] = before ? merge(before, numbers) : numbers;
    }
  }
  // Sums of huge values leave the range of numbers, and no chart can show that.
  const shown = (value: number) => (Number.isFinite(value) ? value : null);
  return [...found.values()]
    .sort((a, b) => compare(a.values, b.values))
    .map(({ values, windows }) => ({
      tags: Object.fromEntries(query.groupBy.map((tag, index) => [tag, values[index]!])),
      points: starts.map((start, index) => {
        const numbers = windows[index];
        return [start, numbers ? shown(result(numbers)) : null] as const;
      }),
    }));
}

function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((value, position) => value !== b[position]);
  if (index < 0) return 0;
  return a[index]! < b[index]! ? -1 : 1;
}

/** Answers a query from the points of each resolution as far as they reach. */
export async function readSeries(ask: PerResolution<Ask>, reach: Reach, query: Query): Promise<Series[]> {
  const starts = windowStarts(query);
  const first = starts[0];
  if (first === undefined) return [];
  const answers = planSegments(reach, { from: first, to: query.to }, query.step).map(segment => {
    const statement = seriesStatement(query, segment);
    return statement === undefined ? [] : ask[segment.resolution.name](statement);
  });
  return seriesOf(query, starts, (await Promise.all(answers)).flat());
}
