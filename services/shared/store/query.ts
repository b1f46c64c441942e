import type { Tags } from '../metric.ts';

/** How the values of one window become one. */
export const aggregates = ['mean', 'sum', 'min', 'max', 'last', 'count'] as const;

/** One of {@link aggregates}. */
export type Aggregate = (typeof aggregates)[number];

/** Keeps the series whose tag has one of the values. */
export interface TagFilter {
  readonly tag: string;
  readonly values: readonly string[];
}

/** A half-open range of time, epoch milliseconds: `from` is in it, `to` is not. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What a chart asks of the store. */
export interface Query extends TimeRange {
  readonly metric: string;
  readonly field: string;
  readonly aggregate: Aggregate;
  /** Width of a window in milliseconds; windows lie on whole multiples of it. */
  readonly step: number;
  /** One series is answered for each combination of these tags' values; a series without a tag has `''` for it. */
  readonly groupBy: readonly string[];
  /** All must hold. */
  readonly where: readonly TagFilter[];
}

/** One line of a chart: a value, or null, for every window of the query, in order. */
export interface Series {
  readonly tags: Tags;
  /** Start of the window in epoch milliseconds, and its value. */
  readonly points: readonly (readonly [time: number, value: number | null])[];
}

/** The starts of a query's windows: the first holds `from`, the last begins before `to`. */
export function windowStarts({ from, to, step }: Pick<Query, 'from' | 'to' | 'step'>): number[] {
  const first = Math.floor(from / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / step)) }, (_, index) => first + index * step);
}
