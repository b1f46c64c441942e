import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from '../../../../services/log-tailer/rules/compile.ts';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import type { RuleConfig } from '../../../../services/shared/config/sections/log-rules.ts';
import { ruleOf } from './rule-of.ts';

const rule = ruleOf({ match: 'took (?<ms>\\d+) ms (?<user>\\w+)' });

function errors(...rules: RuleConfig[]): string[] {
  const compiled = compileRules(rules);
  return compiled.ok ? [] : compiled.reason;
}

test('rules are made ready in their order', () => {
  const compiled = compileRules([
    { ...rule, tags: ['user'] },
    { ...rule, type: 'timing', value: 'ms', metric: 'app.y' },
  ]);
  assert.ok(compiled.ok);
  assert.deepEqual(
    compiled.value.map(({ key, name, metric }) => [key, name, metric?.type, metric?.tags.map(tag => tag.name)]),
    [
      ['logs.rules[0]', 'app.x', 'counter', ['user']],
      ['logs.rules[1]', 'app.y', 'timing', []],
    ],
  );
});

test('no rules are fine', () => assert.deepEqual(compileRules([]), { ok: true, value: [] }));

test('every fault of every rule is named with its key, the value and why', () => {
  assert.deepEqual(
    errors(
      rule,
      { ...rule, match: '(a' },
      { ...rule, value: 'seconds', tags: ['user', 'place'] },
      { ...rule, match: '(?<container>\\w+)(?<x>y)', tags: ['x', 'container', 'x'] },
      { ...rule, fixed_tags: { unit: 'nginx' } },
    ),
    [
      'logs.rules[1].match is "(a", refused: missing closing ): `(a`',
      'logs.rules[2].value is "seconds", refused: match has no group of that name',
      'logs.rules[2].tags[1] is "place", refused: match has no group of that name',
      'logs.rules[3].tags[1] is "container", refused: every metric of a log may have a tag of that name: call this one something else',
      'logs.rules[3].tags[2] is "x", refused: is in the list twice',
      'logs.rules[4].fixed_tags.unit is "nginx", refused: every metric of a log may have a tag of that name: call this one something else',
    ],
  );
});

test('a rule is for the files and containers that its source matches, for all without one', () => {
  const applies = (source: string | undefined, name: string) => {
    const compiled = compileRules([{ ...rule, source }]);
    return compiled.ok && compiled.value[0]?.appliesTo(name);
  };
  assert.equal(applies(undefined, '/var/log/syslog'), true);
  assert.equal(applies('/var/log/nginx/*.log', '/var/log/nginx/access.log'), true);
  assert.equal(applies('/var/log/nginx/*.log', '/var/log/nginx/old/access.log'), false);
  assert.equal(applies('/var/log/**', '/var/log/nginx/old/.access.log'), true);
  assert.equal(applies('shop-*', 'shop-web-1'), true);
  assert.equal(applies('shop-{web,db}-?', 'shop-db-1'), true);
  assert.equal(applies('shop-web', 'shop-web-1'), false);
});

test('what the configuration lets through in its own check may still be refused here, and is taken as it is otherwise', () => {
  const { rules } = configSchema.parse({
    logs: {
      rules: [
        { match: '(?i)out of memory', metric: 'app.oom' },
        { match: '(a)\\1', metric: 'app.twice' },
      ],
    },
  }).logs;
  assert.deepEqual(compileRules(rules.slice(0, 1)).ok, true);
  assert.deepEqual(errors(...rules), ['logs.rules[1].match is "(a)\\\\1", refused: invalid escape sequence: `\\1`']);
});
