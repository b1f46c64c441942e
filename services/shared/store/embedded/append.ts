import { BIGINT, DOUBLE, type DuckDBConnection, DuckDBDataChunk, INTEGER } from '@duckdb/node-api';

/** Raw points, one array a column. */
export interface Rows {
  readonly series: number[];
  readonly field: number[];
  /** Epoch milliseconds, as DuckDB takes them: one bigint may serve a whole flush. */
  readonly time: bigint[];
  readonly value: number[];
}

/** No rows. */
export function createRows(): Rows {
  return { series: [], field: [], time: [], value: [] };
}

/** DuckDB takes rows in chunks of at most this many. */
const chunkSize = 2048;
const types = [INTEGER, INTEGER, BIGINT, DOUBLE];

/** Appends the rows to a table of raw points, in the transaction under way. */
export async function appendRows(connection: DuckDBConnection, table: string, rows: Rows): Promise<void> {
  const appender = await connection.createAppender(table);
  for (let start = 0; start < rows.series.length; start += chunkSize) {
    const end = Math.min(start + chunkSize, rows.series.length);
    const chunk = DuckDBDataChunk.create(types, end - start);
    chunk.setColumns([rows.series, rows.field, rows.time, rows.value].map(column => column.slice(start, end)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
