import type { MetricLine } from '../parser/metric-line.ts';
import type { Room } from './room.ts';

/** The figures of one series in one interval, by Telegraf's field names. */
export type Fields = Record<string, number>;

/** What one series gathers between two flushes. */
export interface Aggregate {
  add(line: MetricLine): void;
  /** The interval's figures, or undefined when nothing came; begins the next interval. */
  flush(): Fields | undefined;
}

/** What the aggregates of a server share. */
export interface AggregationOptions {
  /** Percentiles of timings, above 0 and below 100; asked for at each flush, since the configuration may change. */
  readonly percentiles: () => readonly number[];
  /** For the single values that timings keep until the flush. */
  readonly timingRoom: Room;
  /** For the single values that sets keep until the flush. */
  readonly setRoom: Room;
  /** A value of a timing was kept only by chance, see timing.ts. */
  readonly onSampled: () => void;
  /** A value of a set found no room, see set.ts. */
  readonly onSetOverflow: () => void;
}
