import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExcluded, rulesOfLabels, usableLabelRules } from '../../../../services/log-tailer/rules/label-rules.ts';
import { fakeContainer } from '../../../support/fake-engine.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

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
  const [fault = ''] = faults("- {match: '\\w{1,100}', metric: m}\n".repeat(2));
  assert.match(fault, /^tidegauge\.rules has expressions of \d+ instructions together, at most 300 are allowed$/);
  assert.deepEqual(faults('- {match: x, metric: log.lines}'), [
    'tidegauge.rules has a metric "log.lines", a name that Tidegauge has for its own',
  ]);
});

test('of rules that are not valid none counts, and that is said once', () => {
  const logger = createKeepingLogger();
  const container = fakeContainer('a', { name: 'shop', labels: { 'tidegauge.rules': '- {match: x}' } });
  assert.deepEqual(usableLabelRules(container, logger), []);
  assert.deepEqual(usableLabelRules(container, logger), []);
  assert.equal(logger.lines.length, 1);
});
