import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricType } from '../../../../services/shared/metric.ts';
import { createAggregate } from '../../../../services/statsd-server/aggregation/create.ts';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';
import { maxSetValues } from '../../../../services/statsd-server/aggregation/set.ts';
import { createTiming, maxTimingValues } from '../../../../services/statsd-server/aggregation/timing.ts';
import { noTimestamp } from '../../../../services/statsd-server/parser/metric-line.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';

const percentiles = [90, 99.9];

/** Feeds lines `value|type…` to one aggregate. */
function aggregate(type: MetricType) {
  const counts = { sampled: 0, overflow: 0 };
  const made = createAggregate(type, {
    percentiles: () => percentiles,
    timingRoom: createRoom(1_000_000),
    setRoom: createRoom(1_000_000),
    onSampled: () => counts.sampled++,
    onSetOverflow: () => counts.overflow++,
  });
  const parser = createParser({
    maxLineBytes: () => 1000,
    now: () => 0,
    receiver: { metric: line => made.add(line), event: () => assert.fail(), bad: reason => assert.fail(reason) },
  });
  const add = (...values: string[]) => {
    for (const value of values) parser.parse(Buffer.from(`m:${value}`), 0, 2 + value.length);
  };
  return { add, flush: () => made.flush(), counts };
}

test('a counter adds up, divided by the sample rate, and starts anew with each flush', () => {
  const { add, flush } = aggregate('counter');
  assert.equal(flush(), undefined);
  add('1|c', '2|c', '-0.5|c', '3|c|@0.1');
  assert.deepEqual(flush(), { value: 32.5 });
  assert.equal(flush(), undefined);
  add('0|c');
  assert.deepEqual(flush(), { value: 0 });
});

test('a gauge keeps its value for later changes, and is a point only when touched', () => {
  const { add, flush } = aggregate('gauge');
  add('+3|g');
  assert.deepEqual(flush(), { value: 3 });
  assert.equal(flush(), undefined);
  add('-1|g', '-1|g');
  assert.deepEqual(flush(), { value: 1 });
  add('7|g', '+0.5|g');
  assert.deepEqual(flush(), { value: 7.5 });
  add('0|g', '-4|g');
  assert.deepEqual(flush(), { value: -4 });
});

test('a set counts different values, for each interval anew', () => {
  const { add, flush } = aggregate('set');
  add('alice|s', 'bob|s', 'alice|s', '__proto__|s');
  assert.deepEqual(flush(), { value: 3 });
  assert.equal(flush(), undefined);
  add('alice|s');
  assert.deepEqual(flush(), { value: 1 });
});

test('a set has a bound, and says when it is passed', () => {
  const { add, flush, counts } = aggregate('set');
  for (let index = 0; index < maxSetValues + 5; index++) add(`${index}|s`);
  add('0|s');
  assert.deepEqual(flush(), { value: maxSetValues });
  assert.equal(counts.overflow, 5);
});

test('a timing yields its figures', () => {
  for (const type of ['timing', 'histogram', 'distribution'] as const) {
    const { add, flush } = aggregate(type);
    add('2|ms', '4|ms', '4|ms', '4|ms', '5|ms', '5|ms', '7|ms', '9|ms');
    assert.deepEqual(flush(), {
      count: 8,
      sum: 40,
      mean: 5,
      lower: 2,
      upper: 9,
      median: 4.5,
      stddev: 2,
      '90_percentile': 9,
      '99.9_percentile': 9,
    });
    assert.equal(flush(), undefined);
  }
});

test('percentiles are sorted[min(⌊n·p/100⌋, n-1)]', () => {
  const { add, flush } = aggregate('timing');
  for (let value = 100; value >= 1; value--) add(`${value}|ms`);
  const fields = flush();
  assert.equal(fields?.['90_percentile'], 91);
  assert.equal(fields?.['99.9_percentile'], 100);
  assert.equal(fields?.median, 50.5);
});

test('a sampled value stands for as many as its rate says', () => {
  const sampled = aggregate('timing');
  sampled.add('10|ms|@0.1', '20|ms|@0.5', '30|ms');
  const whole = aggregate('timing');
  whole.add(...Array(10).fill('10|ms'), '20|ms', '20|ms', '30|ms');
  assert.deepEqual(roundAll(sampled.flush()), roundAll(whole.flush()));
});

test('values far from zero lose no digits of the standard deviation', () => {
  const { add, flush } = aggregate('timing');
  add('1000000004|ms', '1000000007|ms', '1000000013|ms', '1000000016|ms');
  assert.equal(flush()?.stddev, Math.sqrt(22.5));
});

test('beyond the bound a random sample is kept, and count, sum, mean, lower and upper stay exact', () => {
  let sampled = 0;
  let turn = 0;
  const timing = createTiming({
    percentiles: () => [50],
    timingRoom: createRoom(1_000_000),
    onSampled: () => sampled++,
    random: () => (turn++ % 997) / 997,
  });
  const n = 2 * maxTimingValues;
  for (let value = 1; value <= n; value++) timing.add({ ...blankLine, value });
  const fields = timing.flush();
  assert.equal(sampled, maxTimingValues);
  assert.equal(fields?.count, n);
  assert.equal(fields?.sum, (n * (n + 1)) / 2);
  assert.equal(fields?.lower, 1);
  assert.equal(fields?.upper, n);
  assert.ok(Math.abs(fields!['50_percentile']! / n - 0.5) < 0.1);
});

const blankLine = {
  buffer: Buffer.alloc(0),
  nameStart: 0,
  nameEnd: 0,
  tagsStart: 0,
  tagsEnd: 0,
  type: 'timing' as const,
  valueStart: 0,
  valueEnd: 0,
  signed: false,
  rate: 1,
  timestamp: noTimestamp,
};

const roundAll = (fields: Record<string, number> | undefined) =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [name, Number(value.toFixed(9))]));

test('without room a timing keeps a sample, and gives its room back at the flush', () => {
  const timingRoom = createRoom(8);
  const options = { percentiles: () => [50], timingRoom, random: () => 0.999 };
  let sampled = 0;
  const first = createTiming({ ...options, onSampled: () => sampled++ });
  const second = createTiming({ ...options, onSampled: () => sampled++ });
  const fill = (timing: typeof first, n: number) => {
    for (let value = 1; value <= n; value++) timing.add({ ...blankLine, value });
  };
  fill(first, 16);
  assert.equal(sampled, 0);
  fill(second, 10);
  assert.equal(sampled, 2);
  assert.equal(second.flush()?.count, 10);
  first.flush();
  fill(second, 16);
  assert.equal(sampled, 2);
});

test('long values of a set are told apart by their digests, and all sets share one room', () => {
  const setRoom = createRoom(3);
  let overflow = 0;
  const make = () => createAggregate('set', { ...noOptions, setRoom, onSetOverflow: () => overflow++ });
  const [first, second] = [make(), make()];
  const add = (set: typeof first, value: string) => {
    const buffer = Buffer.from(value);
    set.add({ ...blankLine, type: 'set', value: Number.NaN, buffer, valueEnd: buffer.length });
  };
  for (const end of ['a', 'b', 'a']) add(first, 'x'.repeat(5000) + end);
  add(second, 'one');
  add(second, 'two');
  assert.equal(overflow, 1);
  assert.deepEqual([first.flush(), second.flush()], [{ value: 2 }, { value: 1 }]);
  add(second, 'two');
  assert.equal(overflow, 1);
});

test('a gauge does not go beyond what a double holds', () => {
  const { add, flush } = aggregate('gauge');
  add('+1e308|g', '+1e308|g', '-1|g');
  assert.deepEqual(flush(), { value: 1e308 });
});

const noOptions = {
  percentiles: () => [],
  timingRoom: createRoom(0),
  setRoom: createRoom(0),
  onSampled: () => {},
  onSetOverflow: () => {},
};
