import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  type EmbeddedStore,
  type EmbeddedStoreOptions,
  openEmbeddedStore,
} from '../../../../../services/shared/store/embedded/store.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { createKeepingLogger, type KeepingLogger } from '../../../../support/keeping-logger.ts';
import { scratchUntilExit } from '../../../../support/scratch.ts';

const hour = 3_600_000;

/** A store in a temporary directory, on a clock that stands still. */
export interface TestStore {
  readonly store: EmbeddedStore;
  readonly clock: FakeClock;
  readonly logger: KeepingLogger;
  readonly options: EmbeddedStoreOptions;
  /** Closes the store and opens it again on the same directory and clock. */
  reopen(): Promise<EmbeddedStore>;
  /** Reopens the store, and tells how many rows there are of raw points (`points`) and of each roll-up. */
  rows(): Promise<Map<string, number>>;
  /** Closes the store and removes the directory. */
  close(): Promise<void>;
}

/** The options of a store in `directory` that keeps points for a day, a week and a year. */
export function testOptions(directory: string, now?: number): EmbeddedStoreOptions & { readonly clock: FakeClock } {
  return {
    directory,
    memoryLimit: 64_000_000,
    keep: { raw: 24 * hour, '1m': 7 * 24 * hour, '10m': 365 * 24 * hour },
    clock: createFakeClock(now),
    logger: createKeepingLogger(),
  };
}

/** Opens a store, or fails the test. */
export async function openOrFail(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const opened = await openEmbeddedStore(options);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.value;
}

/** A new directory for a database. */
export const makeDirectory = async () => scratchUntilExit();

/** The database in a store's directory. */
export const databasePath = (directory: string) => join(directory, 'metrics.duckdb');

/** Runs a statement on a database that nobody has open. */
export async function runSql(path: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(path);
  try {
    return (await (await instance.connect()).runAndReadAll(sql)).getRows();
  } finally {
    instance.closeSync();
  }
}

async function countRows(path: string): Promise<Map<string, number>> {
  const rows = new Map<string, number>();
  const tables = await runSql(path, 'SELECT table_name FROM duckdb_tables() ORDER BY ALL');
  for (const [table] of tables) {
    const [, kind] = /^(points\w*?)_\d+$/.exec(String(table)) ?? [];
    if (!kind) continue;
    const [[count] = []] = await runSql(path, `SELECT count(*) FROM ${table}`);
    rows.set(kind, (rows.get(kind) ?? 0) + Number(count));
  }
  return rows;
}

/** A fresh store at a time, with other retentions than a day, a week and a year if need be. */
export async function openTestStore({
  now,
  keep,
}: {
  readonly now?: number;
  readonly keep?: EmbeddedStoreOptions['keep'];
} = {}): Promise<TestStore> {
  const directory = await makeDirectory();
  const clock = createFakeClock(now);
  const logger = createKeepingLogger();
  const options = { ...testOptions(directory), clock, logger, ...(keep && { keep }) };
  let store = await openOrFail(options);
  return {
    get store() {
      return store;
    },
    clock,
    logger,
    options,
    async reopen() {
      await store.close();
      store = await openOrFail(options);
      return store;
    },
    async rows() {
      await store.close();
      const rows = await countRows(databasePath(directory));
      store = await openOrFail(options);
      return rows;
    },
    async close() {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
