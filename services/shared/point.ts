import type { Tags } from './metric.ts';

/** What one series amounted to in one flush interval. */
export interface Point {
  /** The metric's name as it was sent, dots and all. */
  readonly metric: string;
  readonly tags: Tags;
  /** `value` for counters, gauges and sets; `count`, `mean`, `90_percentile` … for timings. */
  readonly fields: Readonly<Record<string, number>>;
  /** Epoch milliseconds: the start of the interval, or for what came late some milliseconds behind it, within the interval. */
  readonly time: number;
}
