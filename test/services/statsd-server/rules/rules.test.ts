import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statsdSection } from '../../../../services/shared/config/sections/statsd.ts';
import type { MetricType, Tags } from '../../../../services/shared/metric.ts';
import { createMetricRules } from '../../../../services/statsd-server/rules/rules.ts';

const rulesOf = (rules: object[], section: object = {}) =>
  createMetricRules(statsdSection.parse({ ...section, rules }));

/** `name{tag:value}`, or `dropped`. */
function ruled(rules: object[], metric: string, tags: Tags = {}, type: MetricType = 'counter'): string {
  const found = rulesOf(rules)(type, { metric, tags });
  if (found === 'dropped') return found;
  const text = Object.entries(found.tags).map(([name, value]) => `${name}:${value}`);
  return text.length > 0 ? `${found.metric}{${text.sort()}}` : found.metric;
}

test('without a rule everything is as it came, and as the section has it', () => {
  const rules = rulesOf([], { flush_interval: '20s', percentiles: [50], histogram: [1, 'inf'] });
  const tags = { env: 'prod' };
  const found = rules('timing', { metric: 'a.b', tags });
  assert.deepEqual(found, {
    metric: 'a.b',
    tags: { env: 'prod' },
    interval: 20_000,
    figures: {
      fields: ['count', 'sum', 'mean', 'median', 'lower', 'upper', 'stddev'],
      percentiles: [50],
      statsdPercentiles: [],
      histogram: [1, Number.POSITIVE_INFINITY],
    },
  });
  assert.equal(found.tags, tags, 'no copy of the tags is made');
});

test('a rule replaces what it names, and nothing else', () => {
  const rules = rulesOf([
    { match: 'slow.**', interval: '1m', fields: ['mean'], percentiles: [99.9], statsd_percentiles: [-10] },
    { match: 'bins', histogram: [5] },
  ]);
  const of = (metric: string) => {
    const found = rules('timing', { metric, tags: {} });
    return found === 'dropped' ? found : { interval: found.interval, figures: found.figures };
  };
  const fields = ['count', 'sum', 'mean', 'median', 'lower', 'upper', 'stddev'];
  assert.deepEqual(of('slow.a.b'), {
    interval: 60_000,
    figures: { fields: ['mean'], percentiles: [99.9], statsdPercentiles: [-10], histogram: [] },
  });
  assert.deepEqual(of('bins'), {
    interval: 10_000,
    figures: { fields, percentiles: [90, 95, 99], statsdPercentiles: [], histogram: [5] },
  });
});

test('parts of a dotted name become another name, and tags', () => {
  const rules = [{ match: 'api.*.*.time', rename: 'api.time', tags: { path: '$1', method: 'm-$2' } }];
  assert.equal(ruled(rules, 'api.login.get.time'), 'api.time{method:m-get,path:login}');
  for (const other of ['api.login.time', 'api.login.get.time.max', 'app.login.get.time', 'api.login.get.times'])
    assert.equal(ruled(rules, other), other);
});

test('** stands for one part or more', () => {
  const rules = [{ match: 'srv.*.**', rename: '$2', tags: { host: '$1' } }];
  assert.equal(ruled(rules, 'srv.web1.cpu'), 'cpu{host:web1}');
  assert.equal(ruled(rules, 'srv.web1.cpu.load.1m'), 'cpu.load.1m{host:web1}');
  assert.equal(ruled(rules, 'srv.web1'), 'srv.web1');
});

test('the first rule that matches holds, whichever is more exact', () => {
  const name = (rename: string, match: string) => ({ match, rename });
  const rules = [name('one', 'a.b.c'), name('two', 'a.*.d'), name('three', '**'), name('four', 'a.b.d')];
  assert.deepEqual(
    ['a.b.c', 'a.b.d', 'a.b', 'b'].map(metric => ruled(rules, metric)),
    ['one', 'two', 'three', 'three'],
  );
  assert.equal(ruled([name('one', '*.b'), name('two', 'a.*')], 'a.b'), 'one');
  assert.equal(ruled([name('one', 'a.*'), name('two', '*.b')], 'a.b'), 'one');
  assert.equal(ruled([name('one', 'a.**'), name('two', 'a.b')], 'a.b'), 'one');
});

test('a rule for some types leaves the others to the rules after it', () => {
  const rules = [
    { match: 'a.*', types: ['timing', 'histogram'], rename: 'spread' },
    { match: 'a.*', types: ['gauge'], drop: true },
    { match: 'a.b', rename: 'rest' },
  ];
  assert.equal(ruled(rules, 'a.b', {}, 'histogram'), 'spread');
  assert.equal(ruled(rules, 'a.b', {}, 'gauge'), 'dropped');
  assert.equal(ruled(rules, 'a.b', {}, 'set'), 'rest');
});

test('a tag of the rule goes before the one that was sent; an empty one changes nothing', () => {
  const rules = [{ match: 'a.*', tags: { env: '$1' } }];
  assert.equal(ruled(rules, 'a.prod', { env: 'test', svc: 'web' }), 'a.prod{env:prod,svc:web}');
  assert.equal(ruled(rules, 'a.', { env: 'test' }), 'a.{env:test}');
});

test('a name that comes out empty is left as it was', () => {
  const rules = [{ match: 'a.*', rename: '$1' }];
  assert.equal(ruled(rules, 'a.'), 'a.');
  assert.equal(ruled(rules, 'a. '), 'a. ');
  assert.equal(ruled(rules, 'a.b'), 'b');
});

test('braces part a number from the digit after it; a lone $ is one', () => {
  assert.equal(ruled([{ match: '*.*', rename: `\${1}2.$2.$` }], 'a.b'), 'a2.b.$');
  assert.equal(ruled([{ match: '*', rename: 'x.$1' }], '$1$&'), 'x.$1$&', 'what was sent is no template');
});

test('what a rule makes of names that are kept as they were sent has no control characters', () => {
  const rules = [{ match: '*.**', rename: '$2', tags: { first: '$1' } }];
  assert.equal(ruled(rules, 'a\u0000b\n.c\u001b[31m\u009b'), 'c_[31m_{first:a_b_}');
});

test('names and tags that objects have by nature are names like any other', () => {
  assert.equal(ruled([{ match: 'constructor', rename: '__proto__' }], 'constructor'), '__proto__');
  assert.equal(ruled([{ match: 'x', drop: true }], '__proto__'), '__proto__');
  assert.equal(ruled([{ match: 'x', tags: { constructor: 'c', toString: 't' } }], 'x'), 'x{constructor:c,toString:t}');
});

test('a pattern that begins with a star leaves our own metrics alone, one that names them does not', () => {
  for (const match of ['**', '*.**', 't*.**'])
    assert.equal(ruled([{ match, drop: true }], 'tidegauge.statsd.bad'), 'tidegauge.statsd.bad');
  assert.equal(ruled([{ match: '**', drop: true }], 'system.cpu.utilization'), 'system.cpu.utilization');
  assert.equal(ruled([{ match: '**', drop: true }], 'system.mine'), 'dropped');
  assert.equal(ruled([{ match: 'system.paging.*', drop: true }], 'system.paging.usage'), 'dropped');
});
