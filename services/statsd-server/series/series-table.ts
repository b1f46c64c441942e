import { type Tags, tagsKey } from '../../shared/metric.ts';
import type { Aggregate, AggregationOptions } from '../aggregation/aggregate.ts';
import { createAggregate } from '../aggregation/create.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import { cleanName } from '../parser/name.ts';
import { parseTags } from '../parser/tags.ts';
import { createKeyTable } from './key-table.ts';
import type { Series } from './series.ts';

/** Why a line has no series. */
export type NoSeries = 'name' | 'overflow';

/** All series of a server. */
export interface SeriesTable {
  /** What the line is to be added to; makes it when it is new and there is room. */
  aggregateOf(line: MetricLine): Aggregate | NoSeries;
  all(): Iterable<Series>;
  readonly size: number;
  /** Forgets the series that were last active before `time`, epoch milliseconds. */
  forgetIdle(time: number): void;
}

/** How much a table may hold, and how its series gather. */
export interface SeriesTableOptions {
  /** Asked for at each new series, since the configuration may change. */
  readonly maxSeries: () => number;
  readonly aggregation: AggregationOptions;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Names and tags of one series may take this much on average; what is beyond counts as overflow. */
const keyBytesPerSeries = 256;
/** A series may be known by this many orders of its tags, on average. */
const keysPerSeries = 2;

/** An empty table. */
export function createSeriesTable({ maxSeries, aggregation, now }: SeriesTableOptions): SeriesTable {
  const keys = createKeyTable();
  const byIdentity = new Map<string, Series>();
  let identityBytes = 0;

  /** The way of a key that was not seen before: strings are made, once. */
  function resolve(line: MetricLine): Series | NoSeries {
    const metric = cleanName(line.buffer.toString('latin1', line.nameStart, line.nameEnd));
    if (metric === '') return 'name';
    const tags: Tags = {
      ...parseTags(line.buffer.toString('utf8', line.tagsStart, line.tagsEnd)),
      metric_type: line.type,
    };
    const identity = `${metric}|${tagsKey(tags)}`;
    const known = byIdentity.get(identity);
    if (known) return known;
    const room = identityBytes + identity.length <= maxSeries() * keyBytesPerSeries;
    if (byIdentity.size >= maxSeries() || !room) return 'overflow';
    const series: Series = {
      metric,
      tags,
      type: line.type,
      aggregate: createAggregate(line.type, aggregation),
      lastActive: now(),
    };
    byIdentity.set(identity, series);
    identityBytes += identity.length;
    return series;
  }

  return {
    get size() {
      return byIdentity.size;
    },
    aggregateOf(line) {
      const found = keys.find(line);
      if (found) return found.aggregate;
      const series = resolve(line);
      if (typeof series === 'string') return series;
      // Without room for the key the series is found by its strings the next time, too.
      const maxKeys = maxSeries() * keysPerSeries;
      keys.add(line, series, { maxKeys, maxKeyBytes: maxKeys * keyBytesPerSeries });
      return series.aggregate;
    },
    all: () => byIdentity.values(),
    forgetIdle(time) {
      const sizeBefore = byIdentity.size;
      for (const [identity, series] of byIdentity) {
        if (series.lastActive >= time) continue;
        byIdentity.delete(identity);
        identityBytes -= identity.length;
      }
      if (byIdentity.size < sizeBefore) keys.retain(series => series.lastActive >= time);
    },
  };
}
