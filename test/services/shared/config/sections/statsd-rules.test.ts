import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../../../../services/shared/config/load.ts';

/** What is wrong with these rules. */
const faults = (...rules: object[]) => {
  const loaded = loadConfig({ path: undefined, env: { TIDEGAUGE_STATSD_RULES: JSON.stringify(rules) } });
  return loaded.ok ? [] : loaded.reason;
};
const at = 'TIDEGAUGE_STATSD_RULES: statsd.rules[0]';

test('stars stand for parts, or pieces of them, and ** for the rest', () => {
  for (const match of ['a', '*', '**', 'a.*', 'a.**', 'a*b*.*.**', '*.a'])
    assert.deepEqual(faults({ match }), [], match);
});

for (const match of ['a.**.b', 'a**', '**a', '***', 'a.***', 'a.b*.**c'])
  test(`${match}: ** is all of the last part, or it is not there`, () => {
    assert.deepEqual(faults({ match }), [
      `${at}.match is "${match}", must be a pattern in which ** is, if it is there, all of the last part`,
    ]);
  });

test('a name and tags may have what every star stood for', () => {
  assert.deepEqual(faults({ match: '*.a*b*.**', rename: `$1.\${2}.$3`, tags: { rest: 'x$4' } }), []);
  assert.deepEqual(faults({ match: 'a', rename: 'costs.$', tags: { unit: '$' } }), []);
});

test('a $n for which there is no star is refused by its key and value', () => {
  assert.deepEqual(faults({ match: 'api.*.time', rename: 'api.$2' }), [
    `${at}.rename is "api.$2", must be text with $1 to $1 only: match has no more stars`,
  ]);
  assert.deepEqual(faults({ match: 'api.time', rename: '$1' }), [
    `${at}.rename is "$1", must be text without $1 and the like: match has no star`,
  ]);
  assert.deepEqual(faults({ match: '*.*', tags: { good: '$1', bad: `v\${0}`, worse: '$12' } }), [
    `${at}.tags.bad is "v\${0}", must be text with $1 to $2 only: match has no more stars`,
    `${at}.tags.worse is "$12", must be text with $1 to $2 only: match has no more stars`,
  ]);
});

test('the type of a metric is no tag that a rule could set', () => {
  assert.deepEqual(faults({ match: 'a', tags: { metric_type: 'gauge' } }), [
    `${at}.tags.metric_type is "gauge", must be left out: every metric has that tag already`,
  ]);
});

test('tags are texts with names', () => {
  assert.deepEqual(faults({ match: 'a', tags: { tier: 1, zone: '', '': 'x' } }), [
    `${at}.tags.tier is "1", must be text, not empty (in quotation marks)`,
    `${at}.tags.zone is "", must be text, not empty`,
    `${at}.tags has an entry named "", its name must not be empty`,
  ]);
});

test('an interval is a multiple of the flush interval', () => {
  assert.deepEqual(faults({ match: 'a', interval: '1m' }), []);
  assert.deepEqual(faults({ match: 'a', interval: '15s' }), [
    `${at}.interval is "15s", must be a multiple of statsd.flush_interval`,
  ]);
});
