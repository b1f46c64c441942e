import type { DuckDBConnection } from '@duckdb/node-api';
import { deleteSeries } from './catalogue-tables.ts';
import type { Session } from './session.ts';
import { transaction } from './transaction.ts';

/**
 * Forgets the series that have no points in any table, looking at one table at a time so that writes get their turn.
 * No chunk may be made or dropped by anything but writes meanwhile.
 */
export async function forgetSeries(session: Session): Promise<void> {
  const { catalogue, chunks } = session;
  const before = new Map<number, number>();
  for (const metric of catalogue.metrics()) {
    for (const { id, newest } of metric.series.values()) before.set(id, newest);
  }
  for (const { table } of chunks.all()) {
    const found = await session.write(connection => seriesIn(connection, table));
    for (const id of found) before.delete(id);
  }
  await session.write(async connection => {
    const empty = new Set<number>();
    for (const metric of catalogue.metrics()) {
      // One that was written meanwhile is newer than it was, and stays.
      for (const { id, newest } of metric.series.values()) if (before.get(id) === newest) empty.add(id);
    }
    if (empty.size === 0) return;
    await transaction(connection, () => deleteSeries(connection, empty));
    catalogue.forget(empty);
  });
}

async function seriesIn(connection: DuckDBConnection, table: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(`SELECT DISTINCT series FROM ${table}`);
  return (reader.getColumns()[0] ?? []).map(Number);
}
