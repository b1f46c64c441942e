import { chmod } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { failure, type Outcome, success } from '../../outcome.ts';
import { raw } from '../resolution.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { loadCatalogue } from './catalogue-tables.ts';
import { type Chunks, loadChunks } from './chunks.ts';
import { isDamage } from './faults.ts';
import { loadProgress, type Progress } from './progress.ts';
import { createQueue } from './queue.ts';
import { prepareSchema } from './schema.ts';

/** How a database is opened. */
export interface SessionOptions {
  /** The file. */
  readonly path: string;
  /** Bytes that DuckDB may use for its buffers. */
  readonly memoryLimit: number;
  /** How many series there may be. */
  readonly capacity: number;
}

/** An open database and what is held of it in memory. */
export interface Session {
  readonly catalogue: Catalogue;
  readonly chunks: Chunks;
  readonly progress: Progress;
  /** Runs a task that may change the database, one at a time. */
  write<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value>;
  /** Runs a task that only reads, one at a time, beside the writing ones. */
  read<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value>;
  /** Runs a task while no other runs. */
  alone<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value>;
  /** Waits for the tasks under way, then closes the file. */
  close(): Promise<void>;
}

const configuration = (memoryLimit: number) => ({
  threads: '1',
  // Gives freed memory back to the system while nothing happens.
  allocator_background_threads: 'true',
  memory_limit: `${memoryLimit}B`,
  preserve_insertion_order: 'false',
  max_temp_directory_size: '1GB',
  // Checkpoints are maintenance (checkpoint.ts): one that fails within a commit would break the database.
  wal_autocheckpoint: '1GB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
});

/** DuckDB's lock keeps other processes out, but not a second opening in this one, which would garble the file. */
const openPaths = new Set<string>();

/** Opens the file, makes its tables when it is new, and reads what is kept in memory. Throws what DuckDB throws. */
export async function openSession(options: SessionOptions): Promise<Outcome<Session>> {
  const { path } = options;
  if (openPaths.has(path)) return failure('this process has it open already');
  openPaths.add(path);
  try {
    const session = await openFile(options);
    if (!session.ok) openPaths.delete(path);
    return session;
  } catch (error) {
    openPaths.delete(path);
    throw error;
  }
}

async function openFile({ path, memoryLimit, capacity }: SessionOptions): Promise<Outcome<Session>> {
  const instance = await DuckDBInstance.create(path, configuration(memoryLimit));
  try {
    await chmod(path, 0o600);
    const writer = await instance.connect();
    const schema = await prepareSchema(writer);
    if (!schema.ok) {
      instance.closeSync();
      return failure(schema.reason);
    }
    const chunks = await loadChunks(writer);
    const catalogue = createCatalogue(capacity);
    catalogue.restore(await loadCatalogue(writer), await newestTime(writer, chunks));
    const progress = await loadProgress(writer);
    return success(
      createSession({ path, instance, writer, reader: await instance.connect(), catalogue, chunks, progress }),
    );
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

interface SessionParts extends Pick<Session, 'catalogue' | 'chunks' | 'progress'> {
  readonly path: string;
  readonly instance: DuckDBInstance;
  readonly writer: DuckDBConnection;
  readonly reader: DuckDBConnection;
}

function createSession({ path, instance, writer, reader, ...held }: SessionParts): Session {
  const writes = createQueue();
  const reads = createQueue();
  const session: Session = {
    ...held,
    write: task => writes(() => task(writer)),
    read: task => reads(() => task(reader)),
    // Reads never wait for writes, so that taking both turns in this order cannot lock up.
    alone: task => writes(() => reads(() => task(writer))),
    close: () =>
      session.alone(async () => {
        reader.closeSync();
        writer.closeSync();
        instance.closeSync();
        openPaths.delete(path);
      }),
  };
  return session;
}

/** Only what is later than all raw points can be stored without looking for what it replaces. */
async function newestTime(connection: DuckDBConnection, chunks: Chunks): Promise<number> {
  const newest = chunks.of(raw).at(-1);
  if (!newest) return Number.NEGATIVE_INFINITY;
  try {
    const [row] = (await connection.runAndReadAll(`SELECT max(time) FROM ${newest.table}`)).getRows();
    return row?.[0] == null ? newest.end : Number(row[0]);
  } catch (error) {
    // Damaged points of one hour are no reason to give up the whole database.
    if (isDamage(error)) return newest.end;
    throw error;
  }
}
