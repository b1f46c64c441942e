import type { Tags } from '../../shared/metric.ts';

/** Which bound a new series would break. */
export interface Overflow {
  readonly by: 'metric' | 'tag';
  /** Of the metric, or of the tag. */
  readonly name: string;
}

/** What has the most series, or values. */
export interface Offender {
  readonly name: string;
  readonly count: number;
}

/** Bounds on the series of one metric and on the values of one tag. */
export interface SeriesLimits {
  /** Counts a new series, or says why there must be none. */
  take(metric: string, tags: Tags): Overflow | undefined;
  /** A series is forgotten. */
  give(metric: string, tags: Tags): void;
  /** Metrics by number of series, the largest first. */
  topMetrics(most: number): readonly Offender[];
  /** Tags by number of different values, the largest first. */
  topTags(most: number): readonly Offender[];
}
