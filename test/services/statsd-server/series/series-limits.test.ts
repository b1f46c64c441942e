import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tags } from '../../../../services/shared/metric.ts';
import { createSeriesLimits } from '../../../../services/statsd-server/series/series-limits.ts';

const limitsOf = (perMetric: number, tagValues: number) =>
  createSeriesLimits({ maxPerMetric: () => perMetric, maxTagValues: () => tagValues });
const state = (limits: ReturnType<typeof limitsOf>) => ({ metrics: limits.topMetrics(100), tags: limits.topTags(100) });
const typed = (tags: Tags): Tags => ({ ...tags, metric_type: 'counter' });

test('a metric has as many series as it may, and a series that goes makes room for another', () => {
  const limits = limitsOf(2, 100);
  assert.equal(limits.take('a', { id: '1' }), undefined);
  assert.equal(limits.take('a', { id: '2' }), undefined);
  assert.deepEqual(limits.take('a', { id: '3' }), { by: 'metric', name: 'a' });
  assert.equal(limits.take('b', { id: '3' }), undefined);
  limits.give('a', { id: '1' });
  assert.equal(limits.take('a', { id: '3' }), undefined);
  assert.deepEqual(limits.take('a', { id: '4' }), { by: 'metric', name: 'a' });
});

test('a tag has as many values as it may, over all metrics; one in use is free for every series', () => {
  const limits = limitsOf(100, 2);
  limits.take('a', { user: 'ann' });
  limits.take('b', { user: 'bob' });
  assert.deepEqual(limits.take('c', { svc: 'x', user: 'eve' }), { by: 'tag', name: 'user' });
  assert.equal(limits.take('c', { svc: 'x', user: 'ann' }), undefined);
  assert.deepEqual(state(limits), {
    metrics: [
      { name: 'a', count: 1 },
      { name: 'b', count: 1 },
      { name: 'c', count: 1 },
    ],
    tags: [
      { name: 'user', count: 2 },
      { name: 'svc', count: 1 },
    ],
  });
});

test('a value is free again with the last series that has it', () => {
  const limits = limitsOf(100, 1);
  limits.take('a', { user: 'ann' });
  limits.take('b', { user: 'ann' });
  limits.give('a', { user: 'ann' });
  assert.deepEqual(limits.take('a', { user: 'bob' }), { by: 'tag', name: 'user' });
  limits.give('b', { user: 'ann' });
  assert.equal(limits.take('a', { user: 'bob' }), undefined);
});

test('what is refused leaves no trace', () => {
  const limits = limitsOf(2, 2);
  limits.take('a', { x: '1' });
  limits.take('a', { x: '2' });
  const before = state(limits);
  for (let index = 0; index < 1000; index++) {
    assert.deepEqual(limits.take('a', { [`t${index}`]: 'v' }), { by: 'metric', name: 'a' });
    assert.deepEqual(limits.take(`m${index}`, { y: `${index}`, x: `${index + 3}` }), { by: 'tag', name: 'x' });
  }
  assert.deepEqual(state(limits), before);
});

test('when all series are gone, nothing is held', () => {
  const limits = limitsOf(1000, 1000);
  const series = Array.from({ length: 500 }, (_, index): [string, Tags] => [
    `metric${index % 7}`,
    typed({ id: `${index}`, [`tag${index % 5}`]: `value${index % 3}` }),
  ]);
  for (const one of series) assert.equal(limits.take(...one), undefined);
  assert.equal(limits.topTags(1)[0]?.count, 500);
  for (const one of series) limits.give(...one);
  assert.deepEqual(state(limits), { metrics: [], tags: [] });
});

test('a series without tags, or with none but its type, is not counted', () => {
  const limits = limitsOf(1, 1);
  for (const metric_type of ['counter', 'gauge', 'set']) assert.equal(limits.take('a', { metric_type }), undefined);
  assert.equal(limits.take('a', {}), undefined);
  assert.deepEqual(state(limits), { metrics: [], tags: [] });
  limits.give('a', {});
});

test('a bound that is lowered holds for what is new', () => {
  let most = 3;
  const limits = createSeriesLimits({ maxPerMetric: () => most, maxTagValues: () => 100 });
  limits.take('a', { id: '1' });
  limits.take('a', { id: '2' });
  most = 1;
  assert.deepEqual(limits.take('a', { id: '3' }), { by: 'metric', name: 'a' });
  assert.equal(limits.topMetrics(1)[0]?.count, 2);
});

test('names of tags are bounded, too, also those that come with one line', () => {
  const limits = limitsOf(1_000_000, 1_000_000);
  const tags = (from: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${from + index}`, 'v']));
  for (let line = 0; line < 10; line++) assert.equal(limits.take('a', tags(1000 * line, 999)), undefined);
  assert.deepEqual(limits.take('a', tags(20_000, 11)), { by: 'tag', name: 't20010' });
  assert.equal(limits.take('a', tags(20_000, 10)), undefined);
  assert.deepEqual(limits.take('a', { new: 'v' }), { by: 'tag', name: 'new' });
  assert.equal(limits.take('a', { t1: 'v' }), undefined);
});

test('names that objects have by nature are names like any other', () => {
  const limits = limitsOf(1, 1);
  assert.equal(limits.take('constructor', { toString: 'a' }), undefined);
  assert.deepEqual(limits.take('constructor', { toString: 'a' }), { by: 'metric', name: 'constructor' });
  assert.deepEqual(limits.take('__proto__', { toString: 'b' }), { by: 'tag', name: 'toString' });
});
