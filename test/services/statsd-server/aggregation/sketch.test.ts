import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentileOf } from '../../../../services/statsd-server/aggregation/quantiles.ts';
import { rankedValues } from '../../../../services/statsd-server/aggregation/ranked.ts';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';
import { Sketch } from '../../../../services/statsd-server/aggregation/sketch.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { near, shuffled } from './support.ts';

const percentiles = [0.01, 0.1, 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99];
/** The error stated, and what rounding adds at the ends of a bin. */
const onePercent = 0.01 + 1e-9;

function sketch(room = createRoom(1e6)) {
  const told = { coarser: 0 };
  return { sketch: new Sketch(room, () => told.coarser++), told };
}

function assertNear(made: Sketch, values: readonly number[], error: number, what: string): void {
  const exact = rankedValues(Float64Array.from(values).sort(), undefined);
  const estimated = made.ranked();
  assert.equal(estimated.total, values.length);
  for (const percentile of percentiles) {
    const [actual, expected] = [percentileOf(estimated, percentile), percentileOf(exact, percentile)];
    assert.ok(near(actual, expected, error), `${what}: ${percentile} % are below ${actual}, not ${expected}`);
  }
}

const random = seededRandom(1);
const normal = () => random() + random() + random() + random() + random() + random() - 3;
const distributions: Record<string, () => number> = {
  uniform: () => random() * 1000,
  exponential: () => -Math.log(1 - random()) * 20,
  'log-normal': () => Math.exp(3 + 2 * normal()),
  'Pareto, with a heavy tail': () => (1 - random()) ** -2,
  'normal around zero': () => normal() * 50,
  'below zero alone': () => -Math.exp(5 * normal()),
  'two far apart': () => (random() < 0.5 ? 1e-9 : 1e12) * (1 + random()),
  'whole numbers, many of them zero': () => Math.floor(random() * 4),
  'one far off': () => (random() < 0.0001 ? 1e300 : 10 + random()),
};

for (const [name, draw] of Object.entries(distributions)) {
  test(`every percentile is 1 % off at most: ${name}`, () => {
    const values = Array.from({ length: 50_000 }, draw);
    const { sketch: made, told } = sketch();
    for (const value of values) made.add(value, 1);
    assertNear(made, values, onePercent, name);
    assert.equal(told.coarser, 0);
  });
}

test('a weight is as many equal values', () => {
  const [weighted, single] = [sketch().sketch, sketch().sketch];
  for (let value = -20; value <= 100; value++) {
    const weight = 1 + ((value + 20) % 7);
    weighted.add(value, weight);
    for (let index = 0; index < weight; index++) single.add(value, 1);
  }
  assert.deepEqual(weighted.ranked(), single.ranked());
});

test('values go to the same bins in whatever order they come', () => {
  const values = Array.from({ length: 20_000 }, () => normal() * 10 ** Math.floor(random() * 6));
  const [first, second] = [sketch().sketch, sketch().sketch];
  for (const value of values) first.add(value, 1);
  for (const value of shuffled(values, random)) second.add(value, 1);
  assert.deepEqual(first.ranked(), second.ranked());
});

test('without room it becomes coarser, by a factor of two each time, and counts every value', () => {
  const values = Array.from({ length: 20_000 }, () => Math.exp(random() * 7));
  const { sketch: made, told } = sketch(createRoom(0));
  for (const value of values) made.add(value, 1);
  assert.ok(told.coarser > 0);
  assertNear(made, values, 0.01 * 2 ** told.coarser, 'of e⁷ and no room');
});

test('whatever doubles come, it takes 48 KB at most and gives them back', () => {
  const total = 4096 * 1.5;
  const room = createRoom(total);
  const { sketch: made, told } = sketch(room);
  const values = Array.from({ length: 200_000 }, () => (random() - 0.5) * 10 ** (random() * 600 - 300));
  for (const value of values) made.add(value, 1);
  assert.ok(told.coarser > 0);
  assertNear(made, values, 0.01 * 2 ** told.coarser, 'of 600 powers of ten');
  made.release();
  assert.ok(room.take(total));
});

test('the ends of what a double holds have bins of their own', () => {
  const values = [-Number.MAX_VALUE, -1, -Number.MIN_VALUE, 0, Number.MIN_VALUE, 1, Number.MAX_VALUE];
  const { sketch: made } = sketch();
  for (const value of values) made.add(value, 1);
  const { values: told } = made.ranked();
  assert.equal(told.length, values.length);
  assert.deepEqual(told, told.toSorted());
  for (const index of [0, 1, 3, 5, 6]) assert.ok(near(told[index], values[index]!, onePercent));
});
