import type { DuckDBConnection } from '@duckdb/node-api';
import { floorTo, type Resolution, raw, rollUps } from '../resolution.ts';
import { type Chunk, chunkAt, createChunk } from './chunks.ts';
import { integers, times } from './parameters.ts';
import { saveProgress } from './progress.ts';
import type { Session } from './session.ts';
import { transaction } from './transaction.ts';

/** A window is rolled up this long after its end, so that points on their way are usually in it. */
const grace = 30_000;
/** At most this much time is rolled up at once, so that writes in between do not wait long. */
const slice = 600_000;

/** Enough to answer every aggregate as the raw points would, but for the last digits of sums of fractions. */
const rolled = `series, field, time // $width * $width AS start, min(value), max(value), sum(value), count(*),
  arg_max(value, time), max(time)`;

interface NextWindows {
  /** Where the closed windows end. */
  readonly end: number;
  /** The windows to roll up now, whose points are all in `source`; without one there are no points before `to`. */
  readonly from: number;
  readonly to: number;
  readonly source: Chunk | undefined;
}

function nextWindows({ progress, chunks }: Session, { name, width }: Resolution, now: number): NextWindows | undefined {
  const end = floorTo(width, now - grace);
  const done = progress.rolled[name];
  if (done >= end) return undefined;
  const [source] = chunks.overlapping(raw, done, end);
  if (!source) return { end, from: done, to: end, source };
  const from = Math.max(done, source.start);
  return { end, from, to: Math.min(end, source.end, from + Math.max(slice, width)), source };
}

/**
 * Rolls up the next windows that are closed at `now`. Answers whether there may be more of them:
 * to be called again then, after letting others write.
 */
export async function rollUpNext(
  session: Session,
  connection: DuckDBConnection,
  resolution: Resolution,
  now: number,
): Promise<boolean> {
  const next = nextWindows(session, resolution, now);
  if (!next) return false;
  const { source, from, to, end } = next;
  const target = chunkAt(resolution, from);
  await transaction(connection, async () => {
    if (source) {
      if (!session.chunks.has(target)) await connection.run(createChunk(target));
      await connection.run(
        `INSERT INTO ${target.table} SELECT ${rolled} FROM ${source.table}
         WHERE time >= $from AND time < $to GROUP BY series, field, start`,
        { width: BigInt(resolution.width), from: BigInt(from), to: BigInt(to) },
      );
    }
    await saveProgress(connection, resolution, 'rolled', to);
  });
  if (source) session.chunks.add(target);
  session.progress.rolled[resolution.name] = to;
  return to < end;
}

/** Goes on behind the windows that {@link rollUpNext} would have rolled up. Answers as it does. */
export async function skipWindows(
  session: Session,
  connection: DuckDBConnection,
  resolution: Resolution,
  now: number,
): Promise<boolean> {
  const next = nextWindows(session, resolution, now);
  if (!next) return false;
  await saveProgress(connection, resolution, 'rolled', next.to);
  session.progress.rolled[resolution.name] = next.to;
  return next.to < next.end;
}

/** Of each point that was written: its series, field and time, epoch milliseconds. */
export interface WrittenPoints {
  readonly series: readonly number[];
  readonly field: readonly number[];
  readonly time: readonly bigint[];
}

/**
 * Replaces what closed windows have of the series and fields of which points of `source` were written late, in the
 * transaction under way: of these alone, or whoever writes to many windows would have all of them made anew each time.
 * Answers the chunks that it needed.
 */
export async function rollUpAgain(
  session: Session,
  connection: DuckDBConnection,
  source: Chunk,
  written: WrittenPoints,
): Promise<Chunk[]> {
  const targets: Chunk[] = [];
  for (const resolution of rollUps) {
    const { width, name } = resolution;
    const late = lateWindows(written, width, session.progress.rolled[name]);
    if (late.starts.length === 0) continue;
    const target = chunkAt(resolution, source.start);
    if (!session.chunks.has(target)) await connection.run(createChunk(target));
    targets.push(target);
    const [ids, idTypes] = integers({ series: late.series, fields: late.fields });
    const [starts, startTypes] = times({ starts: late.starts });
    const values = { ...ids, ...starts };
    const types = { ...idTypes, ...startTypes };
    await connection.run(
      `DELETE FROM ${target.table} AS old USING (${lateRows}) AS late
       WHERE old.series = late_series AND old.field = late_field AND old.time = late_start`,
      values,
      types,
    );
    await connection.run(
      `INSERT INTO ${target.table} SELECT ${rolled} FROM ${source.table} SEMI JOIN (${lateRows}) AS late
         ON series = late_series AND field = late_field AND time // $width * $width = late_start
       GROUP BY series, field, start`,
      { ...values, width: BigInt(width) },
      types,
    );
  }
  return targets;
}

const lateRows = `SELECT unnest($series::INTEGER[]) AS late_series, unnest($fields::INTEGER[]) AS late_field,
  unnest($starts::BIGINT[]) AS late_start`;

/** The windows before `end`, of `width` milliseconds, that points were written to: of each series and field, once. */
function lateWindows({ series, field, time }: WrittenPoints, width: number, end: number) {
  const late = { series: [] as number[], fields: [] as number[], starts: [] as number[] };
  const seen = new Set<string>();
  for (const [index, stamp] of time.entries()) {
    const start = floorTo(width, Number(stamp));
    const key = `${series[index]} ${field[index]} ${start}`;
    if (start >= end || seen.has(key)) continue;
    seen.add(key);
    late.series.push(series[index]!);
    late.fields.push(field[index]!);
    late.starts.push(start);
  }
  return late;
}
