import type { DuckDBConnection } from '@duckdb/node-api';
import { floorTo, type PerResolution, type Resolution, raw, resolutions } from '../resolution.ts';

/** One table: the points of one resolution in one stretch of time. */
export interface Chunk {
  readonly resolution: Resolution;
  readonly start: number;
  /** Where the next one would begin. */
  readonly end: number;
  readonly table: string;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * How the tables of a resolution are called, before the start of their chunk in epoch seconds, and how many milliseconds
 * each holds: whole windows, and whole chunks of the finer resolutions.
 */
const tables: PerResolution<{ readonly prefix: string; readonly length: number }> = {
  raw: { prefix: 'points', length: 60 * minute },
  '1m': { prefix: 'points_1m', length: day },
  '10m': { prefix: 'points_10m', length: 30 * day },
};

const rawColumns = 'series INTEGER NOT NULL, field INTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL';
const rolledColumns =
  'series INTEGER NOT NULL, field INTEGER NOT NULL, time BIGINT NOT NULL, min DOUBLE NOT NULL, max DOUBLE NOT NULL, ' +
  'sum DOUBLE NOT NULL, count INTEGER NOT NULL, last DOUBLE NOT NULL, last_time BIGINT NOT NULL';

/** The chunk of `resolution` that `time` lies in, whether there is a table for it or not. */
export function chunkAt(resolution: Resolution, time: number): Chunk {
  const { prefix, length } = tables[resolution.name];
  const start = floorTo(length, time);
  return { resolution, start, end: start + length, table: `${prefix}_${start / 1000}` };
}

/** The statement that makes the chunk's table unless it is there. */
export function createChunk({ resolution, table }: Chunk): string {
  return `CREATE TABLE IF NOT EXISTS ${table} (${resolution === raw ? rawColumns : rolledColumns})`;
}

/** The tables there are, by resolution, oldest first. */
export interface Chunks {
  has(chunk: Chunk): boolean;
  add(chunk: Chunk): void;
  remove(chunk: Chunk): void;
  all(): Chunk[];
  of(resolution: Resolution): readonly Chunk[];
  /** Those with a time in `[from, to)`. */
  overlapping(resolution: Resolution, from: number, to: number): Chunk[];
}

/** No chunks. */
function createChunks(): Chunks {
  const lists: PerResolution<Chunk[]> = { raw: [], '1m': [], '10m': [] };
  const indexOf = ({ resolution, start }: Chunk) => lists[resolution.name].findIndex(other => other.start === start);
  return {
    has: chunk => indexOf(chunk) >= 0,
    add(chunk) {
      if (indexOf(chunk) >= 0) return;
      lists[chunk.resolution.name].push(chunk);
      lists[chunk.resolution.name].sort((a, b) => a.start - b.start);
    },
    remove(chunk) {
      const index = indexOf(chunk);
      if (index >= 0) lists[chunk.resolution.name].splice(index, 1);
    },
    all: () => resolutions.flatMap(({ name }) => lists[name]),
    of: ({ name }) => lists[name],
    overlapping: ({ name }, from, to) => lists[name].filter(({ start, end }) => start < to && end > from),
  };
}

/** Finds the chunks of a database by the names of its tables. */
export async function loadChunks(connection: DuckDBConnection): Promise<Chunks> {
  const chunks = createChunks();
  const found = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables() WHERE NOT internal');
  for (const [table] of found.getRows()) {
    const [, prefix, seconds] = /^(\w+)_(\d+)$/.exec(String(table)) ?? [];
    const resolution = resolutions.find(({ name }) => tables[name].prefix === prefix);
    if (resolution) chunks.add(chunkAt(resolution, Number(seconds) * 1000));
  }
  return chunks;
}
