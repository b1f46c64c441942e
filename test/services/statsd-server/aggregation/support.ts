import type {
  AddedLine,
  Aggregate,
  AggregationOptions,
} from '../../../../services/statsd-server/aggregation/aggregate.ts';
import type { Figures } from '../../../../services/statsd-server/aggregation/figures.ts';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';

/** Those of the configuration's defaults, and Telegraf's percentiles 90 and 99.9. */
export const someFigures: Figures = {
  fields: ['count', 'sum', 'mean', 'median', 'lower', 'upper', 'stddev'],
  percentiles: [90, 99.9],
  statsdPercentiles: [],
  histogram: [],
};

/** No figures but these. */
export const onlyFigures = (figures: Partial<Figures>): Figures => ({
  fields: [],
  percentiles: [],
  statsdPercentiles: [],
  histogram: [],
  ...figures,
});

/** What aggregates work with, and what they told of. */
export function aggregationOptions(options: Partial<AggregationOptions> = {}) {
  const told = { sketched: 0, coarser: 0, estimated: 0, overflow: 0 };
  const all: AggregationOptions = {
    figures: () => someFigures,
    intervalSeconds: () => 10,
    exactValues: () => 10_000,
    timingRoom: createRoom(1_000_000),
    setRoom: createRoom(1_000_000),
    onSketched: values => {
      told.sketched += values;
    },
    onCoarser: () => told.coarser++,
    onEstimated: () => told.estimated++,
    onSetOverflow: () => told.overflow++,
    ...options,
  };
  return { options: all, told };
}

const line: AddedLine = { value: Number.NaN, rate: 1, buffer: Buffer.alloc(0), valueStart: 0, valueEnd: 0 };

/** Adds numbers, each with a sample rate. */
export function addValues(aggregate: Aggregate, values: Iterable<number>, rate = 1): void {
  for (const value of values) aggregate.add({ ...line, value, rate });
}

/** Adds members of a set. */
export function addMembers(aggregate: Aggregate, members: Iterable<string>): void {
  for (const member of members) {
    const buffer = Buffer.from(`set:${member}|s`);
    aggregate.add({ ...line, buffer, valueStart: 4, valueEnd: buffer.length - 2 });
  }
}

/** The numbers from 1 to `count`. */
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** In another order. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}

/** Whether a number is off another by so much of it at most. */
export const near = (actual: number | undefined, expected: number, error: number) =>
  Math.abs(actual! - expected) <= error * Math.abs(expected);
