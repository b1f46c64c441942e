import type { MetricType, Tags } from '../../shared/metric.ts';
import type { Aggregate } from '../aggregation/aggregate.ts';

/** One metric with one set of tags, and what it has gathered. */
export interface Series {
  readonly metric: string;
  /** With `metric_type`, as points carry it. */
  readonly tags: Tags;
  readonly type: MetricType;
  readonly aggregate: Aggregate;
  /** Epoch milliseconds of the last flush that found something in it, or of its making. */
  lastActive: number;
}
