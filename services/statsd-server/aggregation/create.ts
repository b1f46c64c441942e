import type { MetricType } from '../../shared/metric.ts';
import type { Aggregate, AggregationOptions } from './aggregate.ts';
import { createCounter } from './counter.ts';
import { createGauge } from './gauge.ts';
import { createSet } from './set.ts';
import { createTiming } from './timing.ts';

const creators: Record<MetricType, (options: AggregationOptions) => Aggregate> = {
  counter: createCounter,
  gauge: createGauge,
  set: createSet,
  timing: createTiming,
  histogram: createTiming,
  distribution: createTiming,
};

/** An empty aggregate for a metric of the type. To add a type is to add a file and a line above. */
export function createAggregate(type: MetricType, options: AggregationOptions): Aggregate {
  return creators[type](options);
}
