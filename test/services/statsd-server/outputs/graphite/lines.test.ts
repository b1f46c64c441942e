import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphiteLines } from '../../../../../services/statsd-server/outputs/graphite/lines.ts';
import { point } from '../output-kit.ts';

const naming = { prefix: 'stats', tags: true, seconds: 10 };
const lines = (...all: Parameters<typeof point>) =>
  graphiteLines(point(...all), naming)
    .split('\n')
    .slice(0, -1);

test('a counter has its count and its rate by second', () => {
  assert.deepEqual(lines('counter', 'web.requests', 25, { host: 'a' }), [
    'stats.counters.web.requests.count;host=a 25 1767225600',
    'stats.counters.web.requests.rate;host=a 2.5 1767225600',
  ]);
});

test('a gauge has its value, a set its count', () => {
  assert.deepEqual(lines('gauge', 'queue', -1.5), ['stats.gauges.queue -1.5 1767225600']);
  assert.deepEqual(lines('set', 'users', 3), ['stats.sets.users.count 3 1767225600']);
});

test('a timing has its figures, by the names that statsd has for them', () => {
  const fields = { count: 2, mean: 15, stddev: 5, '99.9_percentile': 20, upper_90: 10, histogram_bin_0_5: 1 };
  const expected = [
    'stats.timers.t.count 2 1767225600',
    'stats.timers.t.mean 15 1767225600',
    'stats.timers.t.std 5 1767225600',
    'stats.timers.t.99_9_percentile 20 1767225600',
    'stats.timers.t.upper_90 10 1767225600',
    'stats.timers.t.histogram.bin_0_5 1 1767225600',
  ];
  for (const type of ['timing', 'histogram', 'distribution'] as const)
    assert.deepEqual(lines(type, 't', fields), expected);
});

test('values that are no number are left out', () => {
  assert.deepEqual(lines('gauge', 'a', Number.POSITIVE_INFINITY), []);
  assert.deepEqual(lines('timing', 'a', { count: 1, sum: Number.NaN }), ['stats.timers.a.count 1 1767225600']);
});

test('prefix and tags are as configured', () => {
  const sent = (prefix: string, tags: boolean) =>
    graphiteLines(point('gauge', 'a', 1, { x: 'y' }), { ...naming, prefix, tags });
  assert.equal(sent('', true), 'gauges.a;x=y 1 1767225600\n');
  assert.equal(sent('my stats.prod', false), 'my_stats.prod.gauges.a 1 1767225600\n');
});
