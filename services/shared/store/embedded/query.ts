import type { DuckDBConnection } from '@duckdb/node-api';
import { planSegments } from '../plan.ts';
import { type Aggregate, type Query, type Series, windowStarts } from '../query.ts';
import { raw } from '../resolution.ts';
import type { FieldEntry } from './catalogue.ts';
import { integers } from './parameters.ts';
import { type Selection, selectSeries } from './selection.ts';
import type { Session } from './session.ts';

/** What an aggregate needs of a raw point and of a roll-up, and how these become one value. */
interface AggregateSql {
  readonly raw: string;
  readonly rolled: string;
  readonly result: string;
}

const aggregateSql: Readonly<Record<Aggregate, AggregateSql>> = {
  mean: { raw: 'value AS a, 1 AS b', rolled: 'sum AS a, count AS b', result: 'sum(a) / sum(b)' },
  sum: { raw: 'value AS a', rolled: 'sum AS a', result: 'sum(a)' },
  min: { raw: 'value AS a', rolled: 'min AS a', result: 'min(a)' },
  max: { raw: 'value AS a', rolled: 'max AS a', result: 'max(a)' },
  // Of values with the same time, the greatest: the order of rows means nothing.
  last: { raw: 'value AS a, time AS b', rolled: 'last AS a, last_time AS b', result: 'arg_max(a, (b, a))' },
  count: { raw: '1 AS a', rolled: 'count AS a', result: 'sum(a)' },
};

/** Answers a query; a series that has no point in the range is not answered. */
export async function queryPoints(session: Session, connection: DuckDBConnection, query: Query): Promise<Series[]> {
  const starts = windowStarts(query);
  const metric = session.catalogue.metric(query.metric);
  const field = metric?.fields.get(query.field);
  const first = starts[0];
  if (!metric || !field || first === undefined) return [];
  const selection = selectSeries(metric, query.where, query.groupBy);
  const sources = sourcesOf(session, query, first, field);
  if (selection.series.length === 0 || sources.length === 0) return [];
  const [values, types] = integers({ series: selection.series, members: selection.members });
  const reader = await connection.runAndReadAll(
    `SELECT member, ((time - $first) // $step)::INTEGER AS place, (${aggregateSql[query.aggregate].result})::DOUBLE
     FROM (${sources.join(' UNION ALL ')})
     JOIN (SELECT unnest($series::INTEGER[]) AS series, unnest($members::INTEGER[]) AS member) USING (series)
     GROUP BY member, place`,
    { ...values, first: BigInt(first), step: BigInt(query.step) },
    types,
  );
  return toSeries(selection, starts, reader.getColumns());
}

/** A SELECT for every table that the range meets. */
function sourcesOf({ chunks, progress }: Session, query: Query, first: number, field: FieldEntry): string[] {
  const columns = aggregateSql[query.aggregate];
  return planSegments(progress, { from: first, to: query.to }, query.step).flatMap(({ resolution, from, to }) =>
    chunks.overlapping(resolution, from, to).map(
      ({ table }) =>
        `SELECT series, time, ${resolution === raw ? columns.raw : columns.rolled} FROM ${table}
         WHERE field = ${field.id} AND time >= ${from} AND time < ${to}`,
    ),
  );
}

/** Puts the rows (group, window, value) into a grid of all windows. */
function toSeries({ groups }: Selection, starts: readonly number[], columns: readonly unknown[][]): Series[] {
  const [members = [], places = [], values = []] = columns;
  const found = new Map<number, [number, number | null][]>();
  for (const [row, member] of members.entries()) {
    const group = Number(member);
    const points = found.get(group) ?? starts.map(start => [start, null]);
    found.set(group, points);
    const point = points[Number(places[row])];
    const value = Number(values[row]);
    // Sums of huge values leave the range of numbers, and no chart can show that.
    if (point && Number.isFinite(value)) point[1] = value;
  }
  return groups.flatMap((tags, group) => {
    const points = found.get(group);
    return points ? [{ tags, points }] : [];
  });
}
