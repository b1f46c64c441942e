import type { MetricDescription } from '../metric-store.ts';
import type { TagFilter } from '../query.ts';
import type { Catalogue, MetricEntry } from './catalogue.ts';
import { createMatcher } from './selection.ts';

/** The metrics that have a series to which all filters apply, by name. */
export function describeMetrics(catalogue: Catalogue, where: readonly TagFilter[]): MetricDescription[] {
  const matches = createMatcher(where);
  return [...catalogue.metrics()]
    .filter(({ series }) => [...series.values()].some(matches))
    .map(describe)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The values of a tag, of one metric or of all, sorted. */
export function tagValues(catalogue: Catalogue, tag: string, metric?: string): string[] {
  const one = metric === undefined ? undefined : catalogue.metric(metric);
  const metrics = metric === undefined ? catalogue.metrics() : one ? [one] : [];
  const values = new Set<string>();
  for (const { series } of metrics) {
    for (const { tags } of series.values()) {
      const value = tags.get(tag);
      if (value !== undefined) values.add(value);
    }
  }
  return [...values].sort();
}

function describe({ name, fields, series }: MetricEntry): MetricDescription {
  const tags = new Set([...series.values()].flatMap(entry => [...entry.tags.keys()]));
  return { name, fields: [...fields.keys()].sort(), tags: [...tags].sort() };
}
