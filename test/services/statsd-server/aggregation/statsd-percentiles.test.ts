import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { timingFields } from '../../../../services/shared/config/sections/statsd-timings.ts';
import type { Figures } from '../../../../services/statsd-server/aggregation/figures.ts';
import { createTiming } from '../../../../services/statsd-server/aggregation/timing.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { addValues, aggregationOptions, onlyFigures } from './support.ts';

interface StatsdTimer extends Record<string, unknown> {
  readonly histogram?: Record<string, number>;
}

/** statsd/statsd itself. */
const { process_metrics } = createRequire(import.meta.url)('statsd/lib/process_metrics.js') as {
  process_metrics(
    metrics: object,
    figures: [],
    interval: number,
    time: number,
    done: (result: StatsdResult) => void,
  ): void;
};

interface StatsdResult {
  readonly timer_data: Record<string, StatsdTimer>;
}

/** What statsd tells of the values, in our names. */
function byStatsd(values: readonly number[], { statsdPercentiles, histogram }: Figures): Record<string, number> {
  const bins = histogram.map(end => (end === Number.POSITIVE_INFINITY ? 'inf' : end));
  let timer: StatsdTimer = {};
  const metrics = {
    counters: {},
    timers: { timer: [...values] },
    timer_counters: { timer: values.length },
    pctThreshold: statsdPercentiles,
    histogram: [{ metric: 'timer', bins }],
  };
  process_metrics(metrics, [], 10_000, 0, result => {
    timer = result.timer_data.timer!;
  });
  const { histogram: counted = {}, std, ...fields } = timer;
  for (const [name, count] of Object.entries(counted)) fields[`histogram_${name}`] = count;
  return { ...fields, stddev: std } as Record<string, number>;
}

function byUs(values: readonly number[], figures: Figures): Record<string, number> {
  const timing = createTiming(aggregationOptions({ figures: () => figures }).options);
  addValues(timing, values);
  return timing.flush()!;
}

const statsdPercentiles = [90, 99.9, 50, 0.1, 100, -10, -0.5, -90];
const histogram = [-5, 0, 0.5, 10, 100, Number.POSITIVE_INFINITY];

test('every figure of whole numbers is that of statsd, to the bit', () => {
  const random = seededRandom(5);
  const fields = timingFields.filter(name => name !== 'stddev');
  for (let turn = 0; turn < 300; turn++) {
    const values = Array.from({ length: 1 + Math.floor(random() * 200) }, () => Math.floor(random() * 300) - 50);
    const figures = onlyFigures({ fields, statsdPercentiles, histogram });
    const { stddev: _, ...expected } = byStatsd(values, figures);
    // Of values that all count for a percentile below 0 statsd tells no sums: it takes what lies before the first from them.
    for (const [name, value] of Object.entries(expected)) if (Number.isNaN(value)) delete expected[name];
    const ours = byUs(values, figures);
    assert.deepEqual({ ...ours, ...expected }, ours, `${values}`);
  }
});

test('every figure of any numbers is that of statsd', () => {
  const random = seededRandom(6);
  for (let turn = 0; turn < 300; turn++) {
    const values = Array.from(
      { length: 1 + Math.floor(random() * 100) },
      () => (random() - 0.2) * 10 ** (random() * 6),
    );
    const figures = onlyFigures({ fields: timingFields, statsdPercentiles, histogram });
    const expected = byStatsd(values, figures);
    const ours = byUs(values, figures);
    assert.deepEqual(Object.keys(ours).sort(), Object.keys(expected).sort());
    const scale = values.reduce((sum, value) => sum + Math.abs(value), 0);
    for (const [name, value] of Object.entries(expected)) {
      const slack = 1e-9 * (name.startsWith('sum_squares') ? scale * scale : scale);
      if (!Number.isNaN(value)) assert.ok(Math.abs(ours[name]! - value) <= slack, `${name} of ${values}`);
    }
  }
});

test('the largest count as they are, and all of them as the whole', () => {
  const figures = onlyFigures({ statsdPercentiles: [-40, -100] });
  assert.deepEqual(byUs([1, 2, 3, 4, 5], figures), {
    count_top40: 2,
    mean_top40: 4.5,
    lower_top40: 4,
    sum_top40: 9,
    sum_squares_top40: 41,
    count_top100: 5,
    mean_top100: 3,
    lower_top100: 1,
    sum_top100: 15,
    sum_squares_top100: 55,
  });
});

test('a percentile that no value counts for is left out, but of a single value every one is told', () => {
  const figures = onlyFigures({ statsdPercentiles: [10] });
  assert.equal(byUs([1, 2, 3, 4], figures), undefined);
  assert.deepEqual(byUs([7], figures), { count_10: 1, mean_10: 7, upper_10: 7, sum_10: 7, sum_squares_10: 49 });
});

test('a value of a sample rate counts in part where the threshold lies in it', () => {
  const timing = createTiming(
    aggregationOptions({ figures: () => onlyFigures({ statsdPercentiles: [50, -50] }) }).options,
  );
  addValues(timing, [1, 3], 0.25);
  addValues(timing, [2], 0.5);
  // Four ones, two twos, four threes.
  assert.deepEqual(timing.flush(), {
    count_50: 5,
    mean_50: 1.2,
    upper_50: 2,
    sum_50: 6,
    sum_squares_50: 8,
    count_top50: 5,
    mean_top50: 2.8,
    lower_top50: 2,
    sum_top50: 14,
    sum_squares_top50: 40,
  });
});

test('a bin holds what is below its end; what is not below the last is in none', () => {
  const figures = onlyFigures({ histogram: [0.5, 10, 20] });
  assert.deepEqual(byUs([0.5, 9.99, 10, 20, 30], figures), {
    histogram_bin_0_5: 0,
    histogram_bin_10: 2,
    histogram_bin_20: 1,
  });
});
