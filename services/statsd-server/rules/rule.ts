import type { MetricType, Tags } from '../../shared/metric.ts';
import type { Figures } from '../aggregation/figures.ts';

/** A metric as it came, name cleaned or kept as configured, without prefix; tags without `metric_type`. */
export interface Named {
  readonly metric: string;
  readonly tags: Tags;
}

/** What becomes of a metric by the rules. */
export interface Ruled extends Named {
  /** How often it becomes a point, milliseconds: a multiple of the flush interval. */
  readonly interval: number;
  readonly figures: Figures;
}

/** Asked once for each new series, not for each line. */
export type MetricRules = (type: MetricType, named: Named) => Ruled | 'dropped';
