import { type Tags, tagsKey } from '../../shared/metric.ts';
import type { Aggregate, AggregationOptions } from '../aggregation/aggregate.ts';
import { createAggregate } from '../aggregation/create.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import { cleanName } from '../parser/name.ts';
import { parseTags } from '../parser/tags.ts';
import { createKeyTable } from './key-table.ts';
import type { Series } from './series.ts';
import type { SeriesRoom } from './series-room.ts';

/** Why a line has no series. */
export type NoSeries = 'name' | 'overflow';

/** The series of the interval under way, or of one that is over. */
export interface SeriesTable {
  /** What the line is to be added to; makes it when it is new and there is room. */
  aggregateOf(line: MetricLine): Aggregate | NoSeries;
  /** What the line is to be added to, if it is there already. */
  known(line: MetricLine): Aggregate | undefined;
  all(): Iterable<Series>;
  readonly size: number;
  /** Forgets the series that were last active before `time`, epoch milliseconds. */
  forgetIdle(time: number): void;
}

/** How much a table may hold, and how its series gather. */
export interface SeriesTableOptions {
  readonly room: SeriesRoom;
  readonly aggregation: AggregationOptions;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** An empty table. */
export function createSeriesTable({ room, aggregation, now }: SeriesTableOptions): SeriesTable {
  const keys = createKeyTable(room.keys);
  const byIdentity = new Map<string, Series>();

  /** The way of a key that was not seen before: strings are made, once. */
  function resolve(line: MetricLine): Series | NoSeries {
    const { metric, tags, identity } = identify(line);
    if (metric === '') return 'name';
    const known = byIdentity.get(identity);
    if (known) return known;
    if (!room.series.take(identity.length)) return 'overflow';
    const series: Series = {
      metric,
      tags,
      type: line.type,
      aggregate: createAggregate(line.type, aggregation),
      lastActive: now(),
    };
    byIdentity.set(identity, series);
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
      keys.add(line, series);
      return series.aggregate;
    },
    known: line => (keys.find(line) ?? byIdentity.get(identify(line).identity))?.aggregate,
    all: () => byIdentity.values(),
    forgetIdle(time) {
      const sizeBefore = byIdentity.size;
      for (const [identity, series] of byIdentity) {
        if (series.lastActive >= time) continue;
        byIdentity.delete(identity);
        room.series.give(1, identity.length);
      }
      if (byIdentity.size < sizeBefore) keys.retain(series => series.lastActive >= time);
    },
  };
}

/** A line's name and tags as points carry them, and both in one text, the same whatever the order of the tags. */
function identify(line: MetricLine) {
  const metric = cleanName(line.buffer.toString('latin1', line.nameStart, line.nameEnd));
  const tags: Tags = {
    ...parseTags(line.buffer.toString('utf8', line.tagsStart, line.tagsEnd)),
    metric_type: line.type,
  };
  return { metric, tags, identity: `${metric}|${tagsKey(tags)}` };
}
