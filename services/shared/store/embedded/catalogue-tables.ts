import { type DuckDBConnection, DuckDBListValue, MAP, mapValue, VARCHAR } from '@duckdb/node-api';
import type { Catalogue, SavedCatalogue } from './catalogue.ts';
import { integers } from './parameters.ts';

const texts = (list: unknown) => (list instanceof DuckDBListValue ? list.items.map(String) : []);

/** Reads the catalogue's two tables. */
export async function loadCatalogue(connection: DuckDBConnection): Promise<SavedCatalogue> {
  const series = await connection.runAndReadAll('SELECT id, metric, map_keys(tags), map_values(tags) FROM series');
  const fields = await connection.runAndReadAll('SELECT id, metric, name FROM fields');
  return {
    series: series.getRows().map(([id, metric, names, values]) => {
      const found = texts(values);
      return {
        id: Number(id),
        metric: String(metric),
        tags: Object.fromEntries(texts(names).map((name, index) => [name, found[index] ?? ''])),
      };
    }),
    fields: fields.getRows().map(([id, metric, name]) => ({
      id: Number(id),
      metric: String(metric),
      name: String(name),
    })),
  };
}

/** Appends what is new in the catalogue, in the transaction under way. */
export async function saveCatalogue(connection: DuckDBConnection, catalogue: Catalogue): Promise<void> {
  const { series, fields } = catalogue.unsaved();
  if (series.length > 0) {
    const appender = await connection.createAppender('series');
    for (const { id, metric, tags } of series) {
      appender.appendInteger(id);
      appender.appendVarchar(metric.name);
      appender.appendMap(mapValue([...tags].map(([key, value]) => ({ key, value }))), MAP(VARCHAR, VARCHAR));
      appender.endRow();
    }
    appender.closeSync();
  }
  if (fields.length > 0) {
    const appender = await connection.createAppender('fields');
    for (const { id, metric, name } of fields) {
      appender.appendInteger(id);
      appender.appendVarchar(metric.name);
      appender.appendVarchar(name);
      appender.endRow();
    }
    appender.closeSync();
  }
}

/** Takes series out of the tables, and the fields of metrics that have none left, in the transaction under way. */
export async function deleteSeries(connection: DuckDBConnection, ids: Iterable<number>): Promise<void> {
  await connection.run('DELETE FROM series WHERE id IN (SELECT unnest($ids::INTEGER[]))', ...integers({ ids }));
  await connection.run('DELETE FROM fields WHERE metric NOT IN (SELECT metric FROM series)');
}
