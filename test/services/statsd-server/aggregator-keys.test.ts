import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFedAggregator, noon } from '../../support/fed-aggregator.ts';

/** What is to be looked at after an interval. */
type Look = (fed: ReturnType<typeof createFedAggregator>) => unknown;

const fieldNames: Look = ({ points }) => Object.keys(points.at(-1)?.fields ?? {}).sort();
const metrics: Look = ({ points }) => points.map(({ metric }) => metric);
const total =
  (name: string): Look =>
  ({ metrics: counted }) =>
    counted.total(`tidegauge.statsd.${name}`);
const manyTimes = Array.from({ length: 150 }, () => 't:1|ms').join('\n');
const lean = { timing_fields: ['count'], percentiles: [] };

/** What is said in each of two intervals between which a key changes, and what is seen at the end of each. */
const keys: readonly [
  key: string,
  before: object,
  after: object,
  said: string,
  look: Look,
  first: unknown,
  second: unknown,
][] = [
  ['names', {}, { names: 'keep' }, 'a b:1|c', metrics, ['a_b'], ['a b']],
  ['prefix', { prefix: 'x.' }, { prefix: 'y.' }, 't:1|ms', metrics, ['x.t'], ['y.t']],
  ['rules', {}, { rules: [{ match: 't', rename: 'renamed' }] }, 't:1|ms', metrics, ['t'], ['renamed']],
  ['timing_fields', lean, { ...lean, timing_fields: ['sum'] }, 't:1|ms', fieldNames, ['count'], ['sum']],
  ['percentiles', lean, { ...lean, percentiles: [50] }, 't:1|ms', fieldNames, ['count'], ['50_percentile', 'count']],
  ['max_line_bytes', {}, { max_line_bytes: 64 }, `${'n'.repeat(70)}:1|c`, total('bad'), 0, 1],
  ['exact_values', {}, { exact_values: 100 }, manyTimes, total('values.sketched'), 0, 150],
];

for (const [key, before, after, said, look, first, second] of keys)
  test(`statsd.${key} is taken over for series that are there`, async () => {
    const fed = createFedAggregator({ statsd: before, began: noon - 1000 });
    await fed.clock.advance(1000);
    const interval = async () => {
      fed.points.length = 0;
      if (said !== '') fed.feed(said);
      await fed.clock.advance(10_000);
      return look(fed);
    };
    assert.deepEqual(await interval(), first);
    fed.reconfigure(after);
    assert.deepEqual(await interval(), second);
    await fed.stop();
  });

test('a bound that is lowered holds for new series, and one that is raised lets them in', async () => {
  const fed = createFedAggregator({ statsd: { max_series: 200 } });
  const feed = (from: number, count: number) =>
    fed.feed(Array.from({ length: count }, (_, index) => `c${from + index}:1|c`).join('\n'));
  feed(0, 150);
  fed.reconfigure({ max_series: 100 });
  feed(150, 10);
  feed(0, 150);
  assert.deepEqual([fed.aggregator.size(), fed.metrics.total('tidegauge.statsd.series.overflow')], [150, 10]);
  fed.reconfigure({ max_series: 1000 });
  feed(150, 10);
  assert.equal(fed.aggregator.size(), 160);
});

for (const [key, statsd] of [
  ['idle_timeout', { idle_timeout: '20s' }],
  ['idle', { idle: { counters: 'delete' } }],
  ['delete_idle', { delete_idle: true }],
] as const)
  test(`statsd.${key} is taken over for series that have been idle for long`, async () => {
    const fed = createFedAggregator({ began: noon });
    fed.feed('c:1|c');
    await fed.clock.advance(60_000);
    assert.equal(fed.aggregator.size(), 1);
    fed.reconfigure(statsd);
    await fed.clock.advance(10_000);
    assert.equal(fed.aggregator.size(), 0);
  });
