import type { Aggregate } from '../../shared/store/query.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
// Not by a spread: there may be more values than a call takes arguments.
const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));

const ways: Readonly<Record<Aggregate, (values: readonly number[]) => number>> = {
  mean: values => sum(values) / values.length,
  sum,
  min: values => values.reduce((a, b) => Math.min(a, b)),
  max: greatest,
  // As the stores have it: of values with the same time the greatest is the last.
  last: greatest,
  count: values => values.length,
};

/** The values of several series in one interval, at least one, as one value: what a store makes of their points. */
export function combine(aggregate: Aggregate, values: readonly number[]): number {
  return ways[aggregate](values);
}
