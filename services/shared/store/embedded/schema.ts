import type { DuckDBConnection } from '@duckdb/node-api';
import { failure, type Outcome, success } from '../../outcome.ts';

/** Goes up by one when tables change so that an older Tidegauge would misread them. */
const version = 1;

/**
 * The tables beside the points (chunks.ts). Times are epoch milliseconds; a point's `series` and `field` are ids
 * of the two tables of that name, by which anyone can join them in SQL.
 */
const tables = `
  CREATE TABLE tidegauge (schema_version INTEGER NOT NULL);
  INSERT INTO tidegauge VALUES (${version});
  CREATE TABLE series (id INTEGER NOT NULL, metric VARCHAR NOT NULL, tags MAP(VARCHAR, VARCHAR) NOT NULL);
  CREATE TABLE fields (id INTEGER NOT NULL, metric VARCHAR NOT NULL, name VARCHAR NOT NULL);
  CREATE TABLE events (
    time BIGINT NOT NULL, title VARCHAR NOT NULL, text VARCHAR NOT NULL, tags MAP(VARCHAR, VARCHAR) NOT NULL
  );
  CREATE TABLE progress (resolution VARCHAR NOT NULL, rolled BIGINT NOT NULL, kept BIGINT NOT NULL);
  INSERT INTO progress VALUES ('raw', 0, 0), ('1m', 0, 0), ('10m', 0, 0);
`;

/** Makes the tables of an empty database, and refuses one that somebody else made or a newer Tidegauge has changed. */
export async function prepareSchema(connection: DuckDBConnection): Promise<Outcome<undefined>> {
  const found = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables() WHERE NOT internal');
  const names = found.getRows().map(([name]) => name);
  if (names.length === 0) {
    await connection.run(`BEGIN; ${tables} COMMIT;`);
    return success(undefined);
  }
  if (!names.includes('tidegauge')) return failure("it is a database of something else, not one of Tidegauge's");
  const [row] = (await connection.runAndReadAll('SELECT schema_version FROM tidegauge')).getRows();
  const stored = Number(row?.[0]);
  if (stored === version) return success(undefined);
  return failure(`its tables have version ${stored}, and this Tidegauge knows version ${version}: use a newer one`);
}
