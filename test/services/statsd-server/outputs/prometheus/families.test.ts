import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFamilies, type Families } from '../../../../../services/statsd-server/outputs/prometheus/families.ts';
import { page } from '../../../../../services/statsd-server/outputs/prometheus/page.ts';
import { parsePage } from '../../../../support/prometheus-page.ts';
import { point, start } from '../output-kit.ts';

/** The lines of the page. */
const lines = (families: Families) =>
  Object.fromEntries(
    [...parsePage([...page(families.all(), 'text')].join('')).values()].flatMap(each => [...each.samples]),
  );

const none = () => createFamilies(() => 10);

test('counters add up from the first interval on, late ones included; gauges and sets are the last of the latest interval', () => {
  const families = none();
  for (const [type, values] of [
    ['counter', [1, 2.5, 3]],
    ['gauge', [1, 2, 99]],
    ['set', [5, 6, 99]],
  ] as const)
    values.forEach((value, index) => {
      assert.equal(families.add(point(type, type, value, {}, start + [0, 10_000, 3][index]!), start), undefined);
    });
  assert.deepEqual(lines(families), { counter_total: 6.5, gauge: 2, set: 6 });
});

test('a timing has the quantiles of its last interval, and sum and count of all', () => {
  const families = none();
  families.add(point('timing', 't', { count: 2, sum: 30, median: 15 }), start);
  families.add(point('timing', 't', { count: 1, sum: 5, median: 5 }, {}, start + 10_000), start);
  families.add(point('timing', 't', { count: 1, sum: 100, median: 100 }, {}, start + 3), start);
  assert.deepEqual(lines(families), { 't{quantile="0.5"}': 5, t_sum: 135, t_count: 4 });
  families.add(point('timing', 't', { count: 0 }, {}, start + 20_000), start);
  assert.deepEqual(lines(families), { 't{quantile="0.5"}': 5, t_sum: 135, t_count: 4 });
});

test('a timing has what figures are configured, nothing else', () => {
  const families = none();
  families.add(point('timing', 't', { mean: 3, '90_percentile': 4 }), start);
  assert.deepEqual(lines(families), { 't{quantile="0.9"}': 4 });
});

test('a counter does not go down, and nothing becomes infinite', () => {
  const families = none();
  assert.equal(families.add(point('counter', 'c', 5), start), undefined);
  assert.equal(families.add(point('counter', 'c', -1), start), 'negative');
  assert.equal(families.add(point('counter', 'c', Number.POSITIVE_INFINITY), start), 'not_finite');
  assert.equal(families.add(point('gauge', 'g', Number.NaN), start), 'not_finite');
  assert.deepEqual(lines(families), { c_total: 5 });
});

test('a name that ends with _total has it once', () => {
  const families = none();
  families.add(point('counter', 'requests_total', 5), start);
  families.add(point('counter', 'requests', 2), start);
  families.add(point('counter', '_total', 1), start);
  assert.deepEqual(lines(families), { requests_total: 7, _total_total: 1 });
});

test('metrics of one type whose names fall together are one', () => {
  const families = none();
  families.add(point('counter', 'a.b', 1, { 'x.y': '1' }), start);
  families.add(point('counter', 'a-b', 2, { x_y: '1' }), start);
  families.add(point('histogram', 'h', { count: 1 }), start);
  families.add(point('distribution', 'h', { count: 1 }), start);
  assert.deepEqual(lines(families), { 'a_b_total{x_y="1"}': 3, h_count: 2 });
});

test('of metrics of different types whose lines would have one name the first has it', () => {
  const families = none();
  assert.equal(families.add(point('gauge', 'a.b', 1), start), undefined);
  assert.equal(families.add(point('set', 'a-b', 2), start), 'conflict');
  assert.equal(families.add(point('timing', 'a_b', { count: 2 }), start), 'conflict');
  assert.equal(families.add(point('counter', 'a_b', 2), start), undefined);
  assert.equal(families.add(point('gauge', 'a_b_total', 2), start), 'conflict');
  assert.equal(families.add(point('timing', 't', { count: 2 }), start), undefined);
  assert.equal(families.add(point('gauge', 't.count', 2), start), 'conflict');
  assert.deepEqual(lines(families), { a_b: 1, a_b_total: 2, t_count: 2 });
});

test('there are so many series at most', () => {
  const families = none();
  const outcomes = Array.from({ length: 12 }, (_, index) =>
    families.add(point('counter', 'c', 1, { x: `${index}` }), start),
  );
  assert.deepEqual(outcomes, [...Array(10).fill(undefined), 'overflow', 'overflow']);
  assert.equal(families.size(), 10);
  assert.equal(families.add(point('counter', 'c', 1, { x: '3' }), start), undefined);
});

test('what got nothing for long goes away, and leaves its name and its room to others', () => {
  const families = createFamilies(() => 3);
  families.add(point('gauge', 'a', 1), start);
  families.add(point('counter', 'c.x', 1), start);
  families.add(point('counter', 'c-x', 1), start + 5000);
  families.forget(start + 1000);
  assert.deepEqual(lines(families), { c_x_total: 2 });
  assert.equal(families.size(), 1);
  assert.equal(families.add(point('set', 'a', 7), start + 5000), undefined);
  families.forget(start + 1000); // the end of the round
  families.forget(start + 9000);
  assert.deepEqual(lines(families), {});
  assert.equal(families.size(), 0);
  assert.deepEqual([...families.all()], []);
});

test('series that come and go by the thousand leave nothing behind', () => {
  const families = createFamilies(() => 100_000);
  for (let round = 0; round < 10; round++) {
    const now = start + round * 10_000;
    for (let index = 0; index < 5000; index++) families.add(point('gauge', `g${round}.${index}`, 1), now);
    families.forget(now);
    families.forget(now);
    assert.ok(families.size() <= 10_000, String(families.size()));
  }
});
