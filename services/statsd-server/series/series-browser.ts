import type { MetricType, Tags } from '../../shared/metric.ts';

/** What one series holds in the interval under way. */
export interface SeriesView {
  readonly metric: string;
  /** With `metric_type`. */
  readonly tags: Tags;
  readonly type: MetricType;
  /** Of a counter or gauge; of a set the number of different values; of a timing undefined. */
  readonly value: number | undefined;
  /** Of a timing, as far as they are kept. */
  values(): readonly number[];
}

/** The series of the interval under way, for those who look at them. */
export interface SeriesBrowser {
  /** Of these types. */
  views(types: readonly MetricType[]): Iterable<SeriesView>;
  /** Forgets the series of these types whose metric is this name; answers whether there was one. */
  forget(types: readonly MetricType[], metric: string): boolean;
}
