import type { MetricDescription } from '../metric-store.ts';
import type { TagFilter } from '../query.ts';
import { identifier, tagConditions } from './influxql.ts';
import type { Ask, Rows } from './reader.ts';
import { eventsMeasurement, measurementName, metricTags } from './stored-names.ts';

/** The cells of one column by measurement, that of the events left out. */
function columnByMetric(rows: readonly Rows[], column: number): Map<string, string[]> {
  const metrics = new Map<string, string[]>();
  for (const { name, values = [] } of rows) {
    if (name === undefined || name === eventsMeasurement) continue;
    metrics.set(name, [...(metrics.get(name) ?? []), ...values.map(row => String(row[column]))]);
  }
  return metrics;
}

/** The metrics there are, or those with a series to which all filters apply. */
export async function readMetrics(ask: Ask, where: readonly TagFilter[]): Promise<MetricDescription[]> {
  const filters = tagConditions(where);
  if (filters === undefined) return [];
  const [fieldRows, tagRows, wanted] = await Promise.all([
    ask('SHOW FIELD KEYS'),
    ask('SHOW TAG KEYS'),
    // SHOW MEASUREMENTS looks at each filter apart; this one looks for series to which all of them apply.
    filters.length > 0 ? ask(`SHOW TAG KEYS WHERE ${filters.join(' AND ')}`) : undefined,
  ]);
  const names = wanted && columnByMetric(wanted, 0);
  const tags = columnByMetric(tagRows, 0);
  return [...columnByMetric(fieldRows, 0)]
    .filter(([name]) => !names || names.has(name))
    .map(([name, fields]) => ({
      name,
      fields: fields.sort(),
      tags: (tags.get(name) ?? []).map(metricTags.read).sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The values of a tag, of one metric or of all. */
export async function readTagValues(ask: Ask, tag: string, metric: string | undefined): Promise<string[]> {
  const from = metric === undefined ? '' : ` FROM ${identifier(measurementName(metric))}`;
  const rows = await ask(`SHOW TAG VALUES${from} WITH KEY = ${identifier(metricTags.stored(tag))}`);
  return [...new Set([...columnByMetric(rows, 1).values()].flat())].sort();
}
