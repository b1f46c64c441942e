import type { Aggregate } from '../query.ts';

/** How one aggregate comes about: from numbers that are asked for and that, unlike it, two stretches of time have a common one of. */
export interface Combination {
  /** What to select of raw points; `field` takes a suffix and answers an identifier. */
  raw(field: (suffix: string) => string): string;
  /** What to select of rolled-up points: their fields are called after the raw one's with a suffix. */
  rolled(field: (suffix: string) => string): string;
  /** Whether rolled-up series are to be asked for one by one, because the numbers cannot be combined by InfluxQL. */
  readonly eachSeries?: true;
  /** The numbers of two parts of a window. */
  merge(a: readonly number[], b: readonly number[]): readonly number[];
  /** The aggregate itself. */
  result(numbers: readonly number[]): number;
}

type Both = readonly [number, number];

const simple = (raw: string, rolled: string, merge: (a: number, b: number) => number): Combination => ({
  raw: field => `${raw}(${field('')})`,
  rolled: field => `${rolled}(${field(`_${raw}`)})`,
  merge: ([a], [b]) => [merge(a!, b!)],
  result: ([value]) => value!,
});

const add = (a: number, b: number) => a + b;

/** Every aggregate that a query may ask for. */
export const combinations: Readonly<Record<Aggregate, Combination>> = {
  sum: simple('sum', 'sum', add),
  count: simple('count', 'sum', add),
  min: simple('min', 'min', Math.min),
  max: simple('max', 'max', Math.max),
  mean: {
    raw: field => `sum(${field('')}), count(${field('')})`,
    rolled: field => `sum(${field('_sum')}), sum(${field('_count')})`,
    merge: (a, b) => [a[0]! + b[0]!, a[1]! + b[1]!],
    result: ([sum, count]) => sum! / count!,
  },
  last: {
    raw: field => `last(${field('')})`,
    rolled: field => `last(${field('_last')}), ${field('_last_time')}`,
    eachSeries: true,
    // Raw points, whose time is not asked for, are read of the newest part of a window only.
    merge([a, aTime = Number.POSITIVE_INFINITY], [b, bTime = Number.POSITIVE_INFINITY]) {
      const latter: Both = bTime > aTime || (bTime === aTime && b! > a!) ? [b!, bTime] : [a!, aTime];
      return latter;
    },
    result: ([value]) => value!,
  },
};
