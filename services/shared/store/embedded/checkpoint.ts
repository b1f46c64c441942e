import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Session } from './session.ts';

/** Log of this many bytes is brought into the file; until then its points take memory. */
const threshold = 4_000_000;
/** What a checkpoint may write beside the log's points: whole blocks, and what DuckDB keeps of tables. */
const overhead = 8_000_000;

/**
 * Brings what is in the write-ahead log into the database file, when there is enough to be worth it and the disk has
 * room: a checkpoint that runs into a full disk breaks the database until it is opened again.
 */
export async function checkpoint(session: Session, path: string, least = threshold): Promise<void> {
  const log = await sizeOf(`${path}.wal`);
  if (log < least) return;
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < 2 * log + overhead) return;
  await session.alone(connection => connection.run('CHECKPOINT'));
}

/** Bytes of the database file and its log. */
export async function databaseSize(path: string): Promise<number> {
  return (await sizeOf(path)) + (await sizeOf(`${path}.wal`));
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
