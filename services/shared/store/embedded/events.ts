import { type DuckDBConnection, DuckDBListValue } from '@duckdb/node-api';
import type { Event } from '../../event.ts';
import type { TagFilter, TimeRange } from '../query.ts';
import { texts } from './parameters.ts';
import { transaction } from './transaction.ts';

/** Stores events, each once however often it is written. */
export async function insertEvents(connection: DuckDBConnection, events: readonly Event[]): Promise<void> {
  await transaction(connection, async () => {
    for (const { time, title, text, tags } of events) {
      const sorted = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
      const [lists, types] = texts({ names: sorted.map(([name]) => name), values: sorted.map(([, value]) => value) });
      await connection.run(
        `INSERT INTO events
         SELECT new.* FROM (
           SELECT $time AS time, $title AS title, $text AS text, map($names::VARCHAR[], $values::VARCHAR[]) AS tags
         ) AS new ANTI JOIN events USING (time, title, text, tags)`,
        { time: BigInt(time), title, text, ...lists },
        types,
      );
    }
  });
}

/** The newest `limit` events of the range to which all filters apply, oldest first. */
export async function selectEvents(
  connection: DuckDBConnection,
  { from, to }: TimeRange,
  where: readonly TagFilter[],
  limit: number,
): Promise<Event[]> {
  const conditions = where.map((_, i) => `coalesce(tags[$tag${i}], '') IN (SELECT unnest($values${i}::VARCHAR[]))`);
  const [lists, types] = texts(Object.fromEntries(where.map(({ values }, i) => [`values${i}`, values])));
  const reader = await connection.runAndReadAll(
    `SELECT time, title, text, map_keys(tags), map_values(tags) FROM events
     WHERE ${[`time >= ${from}`, `time < ${to}`, ...conditions].join(' AND ')}
     ORDER BY time DESC, title DESC, text DESC LIMIT ${limit}`,
    { ...Object.fromEntries(where.map(({ tag }, i) => [`tag${i}`, tag])), ...lists },
    types,
  );
  return reader
    .getRows()
    .reverse()
    .map(([time, title, text, names, values]) => ({
      time: Number(time),
      title: String(title),
      text: String(text),
      tags: toTags(names, values),
    }));
}

/** Deletes the events before `time`. */
export async function deleteEvents(connection: DuckDBConnection, time: number): Promise<void> {
  await connection.run(`DELETE FROM events WHERE time < ${time}`);
}

function toTags(names: unknown, values: unknown): Event['tags'] {
  if (!(names instanceof DuckDBListValue && values instanceof DuckDBListValue)) return {};
  return Object.fromEntries(names.items.map((name, index) => [String(name), String(values.items[index])]));
}
