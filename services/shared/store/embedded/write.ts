import type { DuckDBConnection } from '@duckdb/node-api';
import type { Point } from '../../point.ts';
import { raw } from '../resolution.ts';
import { appendRows, createRows, type Rows } from './append.ts';
import { saveCatalogue } from './catalogue-tables.ts';
import { type Chunk, chunkAt, createChunk } from './chunks.ts';
import { integers, times } from './parameters.ts';
import { rollUpAgain } from './roll-up.ts';
import type { Session } from './session.ts';
import { transaction } from './transaction.ts';
import { farthestAhead, type WritableTimes } from './writable-times.ts';

type Row = readonly [series: number, field: number, time: bigint, value: number];

/** What goes into one table of raw points. */
interface Batch {
  readonly chunk: Chunk;
  /** Later than all that their series have. */
  readonly added: Rows;
  /** Those that may take the place of earlier ones: the last row of each series, field and time. */
  readonly replaced: Map<string, Row>;
}

/**
 * Stores the points, and rolls up again what they change of windows already rolled up. Answers how many were taken: not
 * those older than raw points are kept, from the future, or of a series too many. Each table has a transaction of its own,
 * since points of a whole day in one would need more memory than the database has; of a write that fails some may be stored.
 */
export async function writePoints(
  session: Session,
  connection: DuckDBConnection,
  points: readonly Point[],
  writable: WritableTimes,
): Promise<number> {
  const { taken, batches } = sortPoints(session, points, writable);
  if (taken === 0) return 0;
  await transaction(connection, () => saveCatalogue(connection, session.catalogue));
  session.catalogue.saved();
  for (const { chunk, added, replaced } of batches) {
    const rolledUp = await transaction(connection, async () => {
      if (!session.chunks.has(chunk)) await connection.run(createChunk(chunk));
      await appendRows(connection, chunk.table, added);
      const replacing = toRows([...replaced.values()]);
      await replaceRows(connection, chunk.table, replacing);
      return [
        ...(await rollUpAgain(session, connection, chunk, added)),
        ...(await rollUpAgain(session, connection, chunk, replacing)),
      ];
    });
    for (const used of [chunk, ...rolledUp]) session.chunks.add(used);
  }
  return taken;
}

function sortPoints({ catalogue, progress }: Session, points: readonly Point[], { now, keep }: WritableTimes) {
  const oldest = Math.max(now - keep.raw, progress.kept.raw);
  const batches = new Map<number, Batch>();
  let taken = 0;
  let time = Number.NaN;
  let timeValue = 0n;
  let batch: Batch | undefined;
  for (const point of points) {
    if (!(point.time >= oldest && point.time <= now + farthestAhead)) continue;
    const series = catalogue.series(point.metric, point.tags);
    if (!series) continue;
    if (point.time !== time || !batch) {
      time = point.time;
      timeValue = BigInt(time);
      batch = batchAt(batches, time);
    }
    const isNew = time > series.newest;
    for (const [name, value] of Object.entries(point.fields)) {
      const field = catalogue.field(series.metric, name).id;
      if (isNew) {
        batch.added.series.push(series.id);
        batch.added.field.push(field);
        batch.added.time.push(timeValue);
        batch.added.value.push(value);
      } else {
        batch.replaced.set(`${series.id} ${field} ${time}`, [series.id, field, timeValue, value]);
      }
    }
    // Stays when the transaction fails: the same points then come as ones that may replace others, which is right too.
    if (isNew) series.newest = time;
    taken += 1;
  }
  return { taken, batches: [...batches.values()] };
}

function batchAt(batches: Map<number, Batch>, time: number): Batch {
  const chunk = chunkAt(raw, time);
  const batch = batches.get(chunk.start) ?? { chunk, added: createRows(), replaced: new Map() };
  batches.set(chunk.start, batch);
  return batch;
}

function toRows(rows: readonly Row[]): Rows {
  return {
    series: rows.map(([series]) => series),
    field: rows.map(([, field]) => field),
    time: rows.map(([, , time]) => time),
    value: rows.map(([, , , value]) => value),
  };
}

async function replaceRows(connection: DuckDBConnection, table: string, rows: Rows): Promise<void> {
  if (rows.series.length === 0) return;
  const [ids, idTypes] = integers({ series: rows.series, fields: rows.field });
  const [stamps, stampTypes] = times({ times: rows.time.map(Number) });
  await connection.run(
    `DELETE FROM ${table} AS old USING (
       SELECT unnest($series::INTEGER[]) AS series, unnest($fields::INTEGER[]) AS field, unnest($times::BIGINT[]) AS time
     ) AS new WHERE old.series = new.series AND old.field = new.field AND old.time = new.time`,
    { ...ids, ...stamps },
    { ...idTypes, ...stampTypes },
  );
  await appendRows(connection, table, rows);
}
