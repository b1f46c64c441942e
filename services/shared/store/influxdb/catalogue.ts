import type { MetricDescription } from '../metric-store.ts';
import type { TagFilter } from '../query.ts';
import { identifier, tagConditions } from './influxql.ts';
import type { Ask, Rows } from './reader.ts';
import { eventsMeasurement, measurementName, metricTags } from './stored-names.ts';

/** A place to look for metrics and tags. */
export interface Place {
  readonly ask: Ask;
  /**
   * The fields by which to look for series, as InfluxQL has it; left out for a database's default policy, of which alone
   * InfluxDB 2 can SHOW tags, whatever policy is asked for.
   */
  readonly fields?: string;
}

/** The cells of one column by measurement, that of the events left out. */
function columnByMetric(rows: readonly Rows[], column: number): Map<string, string[]> {
  const metrics = new Map<string, string[]>();
  for (const { name, values = [] } of rows) {
    if (name === undefined || name === eventsMeasurement) continue;
    metrics.set(name, [...(metrics.get(name) ?? []), ...values.map(row => String(row[column]))]);
  }
  return metrics;
}

/** The tags that series have, by metric; those to which all filters apply. */
async function readTags({ ask, fields }: Place, filters: readonly string[]): Promise<Map<string, Set<string>>> {
  const where = filters.length > 0 ? ` WHERE ${filters.join(' AND ')}` : '';
  if (fields === undefined) {
    // SHOW MEASUREMENTS looks at each filter apart; this one looks for series to which all of them apply.
    const shown = columnByMetric(await ask(`SHOW TAG KEYS${where}`), 0);
    return new Map([...shown].map(([name, tags]) => [name, new Set(tags)]));
  }
  const found = new Map<string, Set<string>>();
  for (const { name, tags = {} } of await ask(`SELECT last(${fields}) FROM /.*/${where} GROUP BY *`)) {
    if (name === undefined || name === eventsMeasurement) continue;
    const known = found.get(name) ?? new Set();
    found.set(name, known);
    for (const [tag, value] of Object.entries(tags)) if (value !== '') known.add(tag);
  }
  return found;
}

/** The metrics there are, or those with a series to which all filters apply. */
export async function readMetrics(place: Place, where: readonly TagFilter[]): Promise<MetricDescription[]> {
  const filters = tagConditions(where);
  if (filters === undefined) return [];
  const [fieldRows, tags, wanted] = await Promise.all([
    place.ask('SHOW FIELD KEYS'),
    readTags(place, []),
    filters.length > 0 ? readTags(place, filters) : undefined,
  ]);
  return [...columnByMetric(fieldRows, 0)]
    .filter(([name]) => !wanted || wanted.has(name))
    .map(([name, fields]) => ({
      name,
      fields: fields.sort(),
      tags: [...(tags.get(name) ?? [])].map(metricTags.read).sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The values of a tag in all of the places, of one metric or of all. */
export async function readTagValues(
  places: readonly Place[],
  tag: string,
  metric: string | undefined,
): Promise<string[]> {
  const values = await Promise.all(places.map(place => tagValuesIn(place, metricTags.stored(tag), metric)));
  return [...new Set(values.flat())].sort();
}

async function tagValuesIn({ ask, fields }: Place, tag: string, metric: string | undefined): Promise<string[]> {
  const measurement = metric === undefined ? '/.*/' : identifier(measurementName(metric));
  if (fields === undefined) {
    const rows = await ask(`SHOW TAG VALUES FROM ${measurement} WITH KEY = ${identifier(tag)}`);
    return [...columnByMetric(rows, 1).values()].flat();
  }
  const rows = await ask(`SELECT last(${fields}) FROM ${measurement} GROUP BY ${identifier(tag)}`);
  return rows.flatMap(({ name, tags }) => (name === eventsMeasurement ? [] : tags?.[tag] || []));
}
