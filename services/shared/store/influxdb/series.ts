import { type Query, type Series, windowStarts } from '../query.ts';
import { identifier, tagConditions, timeCondition } from './influxql.ts';
import type { Ask, Rows } from './reader.ts';
import { measurementName, metricTags, storedText } from './stored-names.ts';

/** The statement that answers a query, for the windows that begin at `starts`; undefined when nothing can match. */
export function seriesStatement(query: Query, starts: readonly number[]): string | undefined {
  const filters = tagConditions(query.where);
  const first = starts[0];
  if (filters === undefined || first === undefined) return undefined;
  const field = `${identifier(storedText(query.field))}::field`;
  const conditions = [timeCondition(first, query.to), ...filters].join(' AND ');
  const groups = [`time(${query.step}ms)`, ...query.groupBy.map(tag => identifier(metricTags.stored(tag)))].join(', ');
  // Windows without a value are left out here and filled in below: an answer of nulls only would be a series too.
  return `SELECT ${query.aggregate}(${field}) FROM ${identifier(measurementName(query.metric))} WHERE ${conditions} GROUP BY ${groups} fill(none)`;
}

/** The series that an answer's rows make, on the windows that begin at `starts`, ordered by their tags' values. */
export function seriesOf(query: Query, starts: readonly number[], rows: readonly Rows[]): Series[] {
  const found = new Map<string, { values: string[]; cells: (number | null)[] }>();
  for (const { tags = {}, values: cells = [] } of rows) {
    const values = query.groupBy.map(tag => tags[metricTags.stored(tag)] ?? '');
    const key = JSON.stringify(values);
    let series = found.get(key);
    if (!series) {
      series = { values, cells: new Array<number | null>(starts.length).fill(null) };
      found.set(key, series);
    }
    for (const [time, value] of cells) {
      series.cells[(Number(time) - starts[0]!) / query.step] = Number(value);
    }
  }
  return [...found.values()]
    .sort((a, b) => compare(a.values, b.values))
    .map(({ values, cells }) => ({
      tags: Object.fromEntries(query.groupBy.map((tag, index) => [tag, values[index]!])),
      points: starts.map((start, index) => [start, cells[index]!] as const),
    }));
}

function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((value, position) => value !== b[position]);
  if (index < 0) return 0;
  return a[index]! < b[index]! ? -1 : 1;
}

/** Answers a query. */
export async function readSeries(ask: Ask, query: Query): Promise<Series[]> {
  const starts = windowStarts(query);
  const statement = seriesStatement(query, starts);
  return statement === undefined ? [] : seriesOf(query, starts, await ask(statement));
}
