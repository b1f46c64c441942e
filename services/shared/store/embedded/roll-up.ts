import type { DuckDBConnection } from '@duckdb/node-api';
import { floorTo, type Resolution, raw, rollUps } from '../resolution.ts';
import { type Chunk, chunkAt, createChunk } from './chunks.ts';
import { times } from './parameters.ts';
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

/**
 * Replaces the roll-ups of closed windows in which points of `source` at these times were written late, in the
 * transaction under way. Answers the chunks that it needed.
 */
export async function rollUpAgain(
  session: Session,
  connection: DuckDBConnection,
  source: Chunk,
  written: readonly number[],
): Promise<Chunk[]> {
  const targets: Chunk[] = [];
  for (const resolution of rollUps) {
    const { width, name } = resolution;
    const windows = new Set(written.map(time => floorTo(width, time)));
    const late = [...windows].filter(start => start < session.progress.rolled[name]);
    if (late.length === 0) continue;
    const target = chunkAt(resolution, source.start);
    if (!session.chunks.has(target)) await connection.run(createChunk(target));
    targets.push(target);
    const [values, types] = times({ late });
    await connection.run(`DELETE FROM ${target.table} WHERE time IN (SELECT unnest($late::BIGINT[]))`, values, types);
    await connection.run(
      `INSERT INTO ${target.table} SELECT ${rolled} FROM ${source.table}
       WHERE time >= ${Math.min(...late)} AND time < ${Math.max(...late) + width}
         AND time // $width * $width IN (SELECT unnest($late::BIGINT[])) GROUP BY series, field, start`,
      { ...values, width: BigInt(width) },
      types,
    );
  }
  return targets;
}
