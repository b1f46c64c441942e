import type { DuckDBConnection } from '@duckdb/node-api';

/** All that `body` does on the connection, or nothing of it. */
export async function transaction<Value>(connection: DuckDBConnection, body: () => Promise<Value>): Promise<Value> {
  await connection.run('BEGIN');
  try {
    const value = await body();
    await connection.run('COMMIT');
    return value;
  } catch (error) {
    // A failed COMMIT has rolled back already, and says so here.
    await connection.run('ROLLBACK').catch(() => {});
    throw error;
  }
}
