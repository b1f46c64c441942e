import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timingFields } from '../../../../services/shared/config/sections/statsd-timings.ts';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';
import { createTiming } from '../../../../services/statsd-server/aggregation/timing.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { addValues, aggregationOptions, near, onlyFigures, shuffled, upTo } from './support.ts';

/** A timing, with what it told of. */
function timing(...args: Parameters<typeof aggregationOptions>) {
  const { options, told } = aggregationOptions(...args);
  return { timing: createTiming(options), told };
}

test('a timing yields its figures, and starts anew with each flush', () => {
  const { timing: made } = timing();
  addValues(made, [2, 4, 4, 4, 5, 5, 7, 9]);
  assert.deepEqual(made.flush(), {
    count: 8,
    sum: 40,
    mean: 5,
    median: 4.5,
    lower: 2,
    upper: 9,
    stddev: 2,
    '90_percentile': 9,
    '99.9_percentile': 9,
  });
  assert.equal(made.flush(), undefined);
  addValues(made, [3]);
  assert.equal(made.flush()?.sum, 3);
});

test('it tells the figures that are asked for at the flush, and no others', () => {
  let fields: readonly string[] = timingFields;
  const { timing: made } = timing({ figures: () => onlyFigures({ fields }), intervalSeconds: () => 5 });
  addValues(made, [-1, 2]);
  const all = {
    count: 2,
    count_ps: 0.4,
    sum: 1,
    sum_squares: 5,
    mean: 0.5,
    median: 0.5,
    lower: -1,
    upper: 2,
    stddev: 1.5,
  };
  assert.deepEqual(made.flush(), all);
  fields = ['sum'];
  addValues(made, [-1, 2]);
  assert.deepEqual(made.flush(), { sum: 1 });
});

test('an interval without values is a count of 0', () => {
  assert.deepEqual(timing().timing.zero(), { count: 0 });
  const figures = () => onlyFigures({ fields: ['mean', 'count_ps'] });
  assert.deepEqual(timing({ figures }).timing.zero(), { count: 0, count_ps: 0 });
});

test('percentiles are sorted[min(⌊n·p/100⌋, n-1)]', () => {
  const { timing: made } = timing();
  addValues(made, upTo(100).reverse());
  const fields = made.flush();
  assert.equal(fields?.['90_percentile'], 91);
  assert.equal(fields?.['99.9_percentile'], 100);
  assert.equal(fields?.median, 50.5);
});

test('a sampled value stands for as many as its rate says, in every figure', () => {
  const figures = () =>
    onlyFigures({
      fields: timingFields,
      percentiles: [10, 50, 90],
      statsdPercentiles: [50, 90, -25],
      histogram: [15, 25],
    });
  const sampled = timing({ figures }).timing;
  addValues(sampled, [30]);
  addValues(sampled, [10], 0.125);
  addValues(sampled, [20], 0.5);
  const whole = timing({ figures }).timing;
  addValues(whole, [...Array<number>(8).fill(10), 20, 20, 30]);
  const rounded = (fields: Record<string, number> = {}) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Number(value.toFixed(9))]));
  assert.deepEqual(rounded(sampled.flush()), rounded(whole.flush()));
});

test('values far from zero lose no digits of the standard deviation', () => {
  const { timing: made } = timing();
  addValues(made, [1000000004, 1000000007, 1000000013, 1000000016]);
  assert.equal(made.flush()?.stddev, Math.sqrt(22.5));
});

test('up to the bound values are kept, and one more puts all of them into a sketch', () => {
  const { timing: made, told } = timing({ exactValues: () => 1000 });
  addValues(made, upTo(1000));
  assert.equal(told.sketched, 0);
  assert.equal(made.flush()?.median, 500.5);
  addValues(made, upTo(1001));
  assert.equal(told.sketched, 1001);
  addValues(made, [1002]);
  assert.equal(told.sketched, 1002);
  assert.ok(near(made.flush()?.median, 501.5, 0.01));
  addValues(made, upTo(1000));
  assert.equal(made.flush()?.median, 500.5);
});

test('with a sketch only ranks are estimated', () => {
  const { timing: made } = timing({
    exactValues: () => 100,
    figures: () =>
      onlyFigures({ fields: timingFields, percentiles: [1, 90], statsdPercentiles: [50], histogram: [50_000] }),
  });
  const n = 100_000;
  addValues(made, upTo(n));
  const fields = made.flush()!;
  const { count, count_ps, sum, mean, lower, upper } = fields;
  assert.deepEqual(
    { count, count_ps, sum, mean, lower, upper },
    { count: n, count_ps: n / 10, sum: (n * (n + 1)) / 2, mean: (n + 1) / 2, lower: 1, upper: n },
  );
  assert.ok(near(fields.sum_squares, (n * (n + 1) * (2 * n + 1)) / 6, 1e-12));
  assert.ok(near(fields.stddev, Math.sqrt((n * n - 1) / 12), 1e-9));
  assert.ok(near(fields.median, n / 2, 0.01));
  assert.ok(near(fields['1_percentile'], n / 100, 0.01));
  assert.ok(near(fields['90_percentile'], (n / 100) * 90, 0.01));
  assert.equal(fields.count_50, n / 2);
  assert.ok(near(fields.upper_50, n / 2, 0.01));
  assert.ok(near(fields.sum_50, (n * n) / 8, 0.01));
  assert.ok(near(fields.sum_squares_50, n ** 3 / 24, 0.021));
  assert.ok(near(fields.histogram_bin_50000, n / 2, 0.01));
});

test('sample rates weigh in a sketch as they do before', () => {
  const { timing: made } = timing({ exactValues: () => 100 });
  addValues(made, upTo(1000));
  addValues(made, Array<number>(1000).fill(5000), 0.1);
  const fields = made.flush();
  assert.equal(fields?.count, 11_000);
  assert.equal(fields?.sum, 500_500 + 50_000_000);
  assert.ok(near(fields?.median, 5000, 0.01));
});

test('neither kept nor sketched values depend on the order in which they come', () => {
  const random = seededRandom(3);
  const values = Array.from({ length: 5000 }, () => Math.round((random() - 0.3) * 1e6) / 64);
  for (const exactValues of [10_000, 100]) {
    const flushes = [values, shuffled(values, random), values.toSorted((a, b) => a - b)].map(order => {
      const { timing: made } = timing({
        exactValues: () => exactValues,
        figures: () => onlyFigures({ fields: ['count', 'sum', 'median', 'lower', 'upper'], percentiles: [1, 50, 99] }),
      });
      addValues(made, order);
      return made.flush();
    });
    assert.deepEqual(flushes[1], flushes[0]);
    assert.deepEqual(flushes[2], flushes[0]);
  }
});

test('without room values go into a sketch, nothing is lost, and the flush gives all room back', () => {
  const total = 8;
  const timingRoom = createRoom(total);
  const first = timing({ timingRoom });
  const second = timing({ timingRoom });
  addValues(first.timing, upTo(16));
  assert.equal(first.told.sketched, 0);
  addValues(second.timing, upTo(10));
  assert.equal(second.told.sketched, 10);
  const fields = second.timing.flush();
  assert.deepEqual([fields?.count, fields?.sum, fields?.upper], [10, 55, 10]);
  assert.ok(near(fields?.median, 5.5, 0.01));
  assert.equal(first.timing.flush()?.median, 8.5);
  assert.ok(timingRoom.take(total));
});

test('a sketch has the room of the values that it takes the place of', () => {
  const { timing: made, told } = timing({ timingRoom: createRoom(1016) });
  addValues(made, upTo(2000));
  assert.deepEqual([told.sketched, told.coarser], [2000, 0]);
  assert.ok(near(made.flush()?.median, 1000.5, 0.01));
});

test('the first sample rate among many values takes room for the weights, and gives it back', () => {
  const timingRoom = createRoom(100);
  const { timing: made, told } = timing({ timingRoom });
  addValues(made, upTo(64));
  addValues(made, [65], 0.5);
  assert.equal(told.sketched, 65);
  assert.equal(made.flush()?.count, 66);
  assert.ok(timingRoom.take(100));
});

test('a series that is deleted gives its room back, and begins anew', () => {
  const timingRoom = createRoom(1000);
  const { timing: made } = timing({ timingRoom, exactValues: () => 100 });
  for (const count of [50, 500]) {
    addValues(made, upTo(count));
    made.discard();
    assert.equal(made.flush(), undefined);
  }
  assert.ok(timingRoom.take(1000));
});

test('values at the ends of what a double holds do no harm', () => {
  for (const exactValues of [10_000, 4]) {
    const { timing: made } = timing({ exactValues: () => exactValues });
    addValues(made, [...Array<number>(20).fill(Number.MAX_VALUE), -Number.MAX_VALUE, Number.MIN_VALUE, 0, -0]);
    const fields = made.flush();
    assert.equal(fields?.count, 24);
    assert.ok(near(fields?.median, Number.MAX_VALUE, 0.01));
    assert.equal(fields?.lower, -Number.MAX_VALUE);
  }
});

test('a timing of which no figure is asked for tells nothing, and begins anew all the same', () => {
  let figures = onlyFigures({ statsdPercentiles: [10] });
  const { timing: made } = timing({ figures: () => figures });
  addValues(made, [1, 2]);
  assert.equal(made.flush(), undefined);
  figures = onlyFigures({ fields: ['count'] });
  addValues(made, [3]);
  assert.deepEqual(made.flush(), { count: 1 });
});
