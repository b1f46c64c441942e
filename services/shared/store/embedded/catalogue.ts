import type { Tags } from '../../metric.ts';

/** One combination of metric and tags. */
export interface SeriesEntry {
  readonly id: number;
  readonly metric: MetricEntry;
  /** In the order of their names. */
  readonly tags: ReadonlyMap<string, string>;
  /** No point of the series was written with a later time than this, epoch milliseconds. */
  newest: number;
}

/** One field of one metric. */
export interface FieldEntry {
  readonly id: number;
  readonly metric: MetricEntry;
  readonly name: string;
}

/** One metric with what is known of it. */
export interface MetricEntry {
  /** As it was first written. */
  readonly name: string;
  readonly fields: Map<string, FieldEntry>;
  readonly series: Map<string, SeriesEntry>;
}

/** What has points, in memory: filters and groups are worked out here, and SQL gets numbers. */
export interface Catalogue {
  readonly size: number;
  /** Series that it takes at most. */
  readonly capacity: number;
  /** Made when it is new; undefined when the catalogue is full. */
  series(metric: string, tags: Tags): SeriesEntry | undefined;
  /** Made when it is new. */
  field(metric: MetricEntry, name: string): FieldEntry;
  /** By its name with dots or underscores. */
  metric(name: string): MetricEntry | undefined;
  metrics(): Iterable<MetricEntry>;
  /** Takes in what was saved. Points up to `newest` may have been written before. */
  restore(saved: SavedCatalogue, newest: number): void;
  /** What {@link Catalogue.series} and {@link Catalogue.field} made since the last {@link Catalogue.saved}. */
  unsaved(): { readonly series: readonly SeriesEntry[]; readonly fields: readonly FieldEntry[] };
  saved(): void;
  /** Drops these series, and the metrics that have none left, with their fields. */
  forget(ids: ReadonlySet<number>): void;
}

/** The catalogue as its tables have it. */
export interface SavedCatalogue {
  readonly series: readonly { id: number; metric: string; tags: Tags }[];
  readonly fields: readonly { id: number; metric: string; name: string }[];
}

/** An empty catalogue that takes at most `capacity` series. */
export function createCatalogue(capacity: number): Catalogue {
  // Telegraf's schema has `_` for each dot, so that both spellings are one metric in every store.
  const plain = (name: string) => name.replaceAll('.', '_');
  const metrics = new Map<string, MetricEntry>();
  let newSeries: SeriesEntry[] = [];
  let newFields: FieldEntry[] = [];
  let size = 0;
  let nextSeries = 1;
  let nextField = 1;

  const metricOf = (name: string): MetricEntry => {
    let metric = metrics.get(plain(name));
    if (!metric) {
      metric = { name, fields: new Map(), series: new Map() };
      metrics.set(plain(name), metric);
    }
    return metric;
  };
  const addSeries = (metric: MetricEntry, id: number, tags: Tags, newest: number): SeriesEntry => {
    const entry = { id, metric, tags: tagMap(tags), newest };
    metric.series.set(seriesKey(tags), entry);
    size += 1;
    nextSeries = Math.max(nextSeries, id + 1);
    return entry;
  };
  const addField = (metric: MetricEntry, id: number, name: string): FieldEntry => {
    const entry = { id, metric, name };
    metric.fields.set(name, entry);
    nextField = Math.max(nextField, id + 1);
    return entry;
  };

  return {
    capacity,
    get size() {
      return size;
    },
    series(name, tags) {
      const known = metrics.get(plain(name))?.series.get(seriesKey(tags));
      if (known) return known;
      if (size >= capacity) return undefined;
      const entry = addSeries(metricOf(name), nextSeries, tags, Number.NEGATIVE_INFINITY);
      newSeries.push(entry);
      return entry;
    },
    field(metric, name) {
      const known = metric.fields.get(name);
      if (known) return known;
      const entry = addField(metric, nextField, name);
      newFields.push(entry);
      return entry;
    },
    metric: name => metrics.get(plain(name)),
    metrics: () => metrics.values(),
    restore({ series, fields }, newest) {
      for (const { id, metric, tags } of series) addSeries(metricOf(metric), id, tags, newest);
      for (const { id, metric, name } of fields) addField(metricOf(metric), id, name);
    },
    unsaved: () => ({ series: newSeries, fields: newFields }),
    saved() {
      newSeries = [];
      newFields = [];
    },
    forget(ids) {
      for (const [key, metric] of metrics) {
        for (const [seriesKey, { id }] of metric.series) {
          if (ids.has(id) && metric.series.delete(seriesKey)) size -= 1;
        }
        if (metric.series.size === 0) metrics.delete(key);
      }
      // Those of a write that failed; saved later, they would be there twice once they come back.
      newSeries = newSeries.filter(({ id }) => !ids.has(id));
      newFields = newFields.filter(({ metric }) => metric.series.size > 0);
    },
  };
}

/**
 * One text for each set of tags; with the lengths in it, no two look alike. A tag with an empty value is one that is
 * not there. For each point written this is called, so it makes little beside the text.
 */
function seriesKey(tags: Tags): string {
  let key = '';
  for (const name of Object.keys(tags).sort()) {
    const value = tags[name] ?? '';
    if (value !== '') key += `${name.length}:${name}${value.length}:${value}`;
  }
  return key;
}

function tagMap(tags: Tags): Map<string, string> {
  const present = Object.entries(tags).filter(([, value]) => value !== '');
  return new Map(present.sort(([a], [b]) => (a < b ? -1 : 1)));
}
