import { type DuckDBConnection, DuckDBListValue } from '@duckdb/node-api';
import type { Event } from '../../event.ts';
import type { TagFilter, TimeRange } from '../query.ts';
import { textLists, texts, times } from './parameters.ts';
import { farthestAhead, type WritableTimes } from './writable-times.ts';

/**
 * Stores events, each once however often it is written, with one statement: its parameters take several times the
 * memory of the texts, so the caller bounds these. Answers how many were taken: not those older than any points are
 * kept, which would go at once, nor those from the future.
 */
export async function insertEvents(
  connection: DuckDBConnection,
  events: readonly Event[],
  { now, keep }: WritableTimes,
): Promise<number> {
  const oldest = now - Math.max(...Object.values(keep));
  const taken = events.filter(({ time }) => time >= oldest && time <= now + farthestAhead);
  if (taken.length === 0) return 0;
  const tags = taken.map(event => Object.entries(event.tags).sort(([a], [b]) => (a < b ? -1 : 1)));
  const [stamps, stampTypes] = times({ times: taken.map(({ time }) => Math.floor(time)) });
  const [words, wordTypes] = texts({
    titles: taken.map(({ title }) => title),
    texts: taken.map(({ text }) => text),
  });
  const [lists, listTypes] = textLists({
    names: tags.map(entries => entries.map(([name]) => name)),
    values: tags.map(entries => entries.map(([, value]) => value)),
  });
  await connection.run(insertNew, { ...stamps, ...words, ...lists }, { ...stampTypes, ...wordTypes, ...listTypes });
  return taken.length;
}

/** Only stored events of the same times are looked at, and of these only hashes held: texts may be long and many. */
const insertNew = `
  INSERT INTO events
  WITH written AS (
    SELECT DISTINCT time, title, text, map(names, values) AS tags FROM (
      SELECT unnest($times) AS time, unnest($titles) AS title, unnest($texts) AS text,
        unnest($names) AS names, unnest($values) AS values
    )
  ), stored AS (
    SELECT time, hash(title, text, tags) AS hash FROM events WHERE time IN (SELECT unnest($times))
  )
  SELECT written.* FROM written ANTI JOIN stored
    ON written.time = stored.time AND hash(written.title, written.text, written.tags) = stored.hash`;

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
