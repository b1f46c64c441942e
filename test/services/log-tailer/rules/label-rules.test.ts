import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRuleReaders } from '../../../../services/log-tailer/rules/apply.ts';
import { isExcluded, rulesOfLabels, usableLabelRules } from '../../../../services/log-tailer/rules/label-rules.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { fakeContainer } from '../../../support/fake-engine.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { feed } from './rule-of.ts';

const faults = (yaml: string) => {
  const rules = rulesOfLabels({ labels: { 'tidegauge.rules': yaml } });
  return rules.ok ? [] : rules.reason;
};

test('a container is left out by a label', () => {
  assert.equal(isExcluded({ labels: { 'tidegauge.exclude': 'true' } }), true);
  assert.equal(isExcluded({ labels: { 'tidegauge.exclude': 'false' } }), false);
  assert.equal(isExcluded({ labels: {} }), false);
});

test('rules in a label are those of a file of rules', () => {
  const rules = rulesOfLabels({ labels: { 'tidegauge.rules': "- {match: 'order', metric: shop.orders}" } });
  assert.ok(rules.ok);
  assert.deepEqual(
    rules.value.map(({ name, key }) => [name, key]),
    [['shop.orders', 'tidegauge.rules:1: logs.rules[0]']],
  );
  assert.deepEqual(rulesOfLabels({ labels: {} }), { ok: true, value: [] });
});

test('a fault is told with the label, the rule and the key', () => {
  assert.deepEqual(faults("- {match: '(', metric: m}"), [
    'tidegauge.rules:1: logs.rules[0].match is "(", must be a regular expression of JavaScript',
  ]);
  assert.deepEqual(faults('- {match: a(?=b), metric: m}'), [
    'tidegauge.rules:1: logs.rules[0].match is "a(?=b)", refused: invalid or unsupported Perl syntax: `(?=`',
  ]);
  assert.deepEqual(faults('match: x'), [
    'tidegauge.rules: must be a list of rules, each beginning with a dash: - match: …',
  ]);
});

test('they are bounded', () => {
  const rule = '- {match: x, metric: m}\n';
  assert.deepEqual(faults(rule.repeat(20)), []);
  assert.deepEqual(faults(rule.repeat(21)), ['tidegauge.rules has 21 rules, at most 20 are allowed']);
  assert.deepEqual(faults(`${rule}#${'x'.repeat(10_000)}`), [
    'tidegauge.rules is 10025 characters long, at most 10000 are allowed',
  ]);
  assert.deepEqual(faults("- {match: '\\w{1,20}', metric: m}\n".repeat(2)), [
    'tidegauge.rules has expressions of more than 60 instructions together, which is too large',
  ]);
  assert.deepEqual(faults('- {match: x, metric: m, source: shop-*}'), [
    "tidegauge.rules has a source (tidegauge.rules:1: logs.rules[0]): leave it out, a label's rules are for its container alone",
  ]);
  assert.deepEqual(faults('- {match: x, metric: log.lines}'), [
    'tidegauge.rules:1: logs.rules[0].metric is "log.lines", must be another name: Tidegauge calls a metric of its own by this one',
  ]);
  assert.deepEqual(faults('- {match: x, metric: http.server.requests}'), [
    'tidegauge.rules has a metric "http.server.requests", a name that Tidegauge has for its own',
  ]);
});

test('nothing is compiled behind the first that is not valid', () => {
  const large = "- {match: '(?:ab|cd|ef|gh){1000}', metric: m}\n";
  assert.equal(faults(large.repeat(20)).length, 1);
});

test('their expressions see the first KiB of a line', () => {
  const rules = rulesOfLabels({ labels: { 'tidegauge.rules': '- {match: end, metric: m}' } });
  assert.ok(rules.ok);
  const readers = createRuleReaders(rules.value, 'shop', createTally({}));
  for (const length of [1000, 1021, 1022, 8000]) feed(readers, `${'x'.repeat(length)}end`);
  assert.equal(readers.readers[0]?.matched(), 2);
});

test('of rules that are not valid none counts, and that is said once for a container and its label', () => {
  const logger = createKeepingLogger();
  const use = (id: string, yaml: string) =>
    usableLabelRules(fakeContainer(id, { name: 'shop', labels: { 'tidegauge.rules': yaml } }), logger).length;
  const said = () => logger.lines.length;
  assert.deepEqual([use('a', '- {match: x}'), use('a', '- {match: x}'), said()], [0, 0, 1]);
  assert.deepEqual([use('b', '- {match: x}'), use('a', '- {match: y}'), said()], [0, 0, 3]);
  assert.deepEqual([use('a', '- {match: y, metric: m}'), said()], [1, 3]);
});
