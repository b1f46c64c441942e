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
  /** Forgets the series; only in the same turn, and before the next one is asked for. */
  forget(): void;
}

/** The series of the interval under way, for those who look at them. */
export interface SeriesBrowser {
  /** Of these types; whoever takes them bit by bit sees those that came or went meanwhile, or not. */
  views(types: readonly MetricType[]): Iterable<SeriesView>;
}
