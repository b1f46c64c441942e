import type { TypeCode } from '../parser/metric-line.ts';
import { setCode } from '../parser/type-code.ts';
import type { Aggregate, AggregationOptions } from './aggregate.ts';
import { createSet } from './set.ts';
import { createTiming } from './timing.ts';

/** An empty aggregate for a set, a timing, a histogram or a distribution. Counters and gauges are columns of numbers: see counter.ts and gauge.ts. */
export function createAggregate(type: TypeCode, options: AggregationOptions): Aggregate {
  return type === setCode ? createSet(options) : createTiming(options);
}
