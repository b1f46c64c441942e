import type { MetricLine } from '../parser/metric-line.ts';

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
  /** A value of a timing was kept only by chance, see timing.ts. */
  readonly onSampled: () => void;
  /** A value of a set found no room, see set.ts. */
  readonly onSetOverflow: () => void;
}
