import type { MetricLine } from '../parser/metric-line.ts';
import type { Figures } from './figures.ts';
import type { Room } from './room.ts';

/** The figures of one series in one interval, by their names in the store. */
export type Fields = Record<string, number>;

/** What of a line is added up: its number and rate, or the bytes of its value. */
export type AddedLine = Pick<MetricLine, 'value' | 'rate' | 'buffer' | 'valueStart' | 'valueEnd'>;

/** What one series gathers between two flushes, where that is more than a number. */
export interface Aggregate {
  add(line: AddedLine): void;
  /** How many different values a set has; undefined for others. */
  size(): number | undefined;
  /** Of a timing the values so far, unless they are in a sketch; none of a set. */
  values(): readonly number[];
  /** A field of {@link Aggregate.flush} as it is so far, unless it depends on ranks; undefined without values. Changes nothing. */
  soFar(field: string): number | undefined;
  /** The interval's figures, or undefined when there are none; begins the next interval and gives its room back. */
  flush(): Fields | undefined;
  /** The figures of an interval in which nothing came. */
  zero(): Fields;
  /** Forgets what came and gives its room back, for a series that is deleted before its flush. */
  discard(): void;
}

/** What the aggregates of a server share, and which figures the one of a series tells. */
export interface AggregationOptions {
  /** Asked for at each flush, since the configuration may change. */
  readonly figures: () => Figures;
  /** How long the interval is that a flush ends, seconds. */
  readonly intervalSeconds: () => number;
  /** Values of a series that are kept as they are in an interval; with more of them they go into a sketch. */
  readonly exactValues: () => number;
  /** For the values and sketches of timings. */
  readonly timingRoom: Room;
  /** For the members and estimates of sets. */
  readonly setRoom: Room;
  /** So many values of a timing went into its sketch. */
  readonly onSketched: (values: number) => void;
  /** The error of a sketch doubled for want of room, until the flush: see sketch.ts. */
  readonly onCoarser: () => void;
  /** A set is estimated from now on until the flush. */
  readonly onEstimated: () => void;
  /** A new value of a set found no room, and is not counted. */
  readonly onSetOverflow: () => void;
}
