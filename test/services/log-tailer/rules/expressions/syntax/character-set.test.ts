import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  areDisjoint,
  classes,
  classSource,
  imprecise,
  isPrecise,
  not,
  one,
  onlyCharacter,
  others,
  range,
} from '../../../../../../services/log-tailer/rules/expressions/syntax/character-set.ts';

const a = one(0x61);

test('the one character of a set, if it is one of ASCII', () => {
  assert.equal(onlyCharacter(a), 'a');
  assert.equal(onlyCharacter(one(0)), '\0');
  assert.equal(onlyCharacter(one(0x7f)), '\x7f');
  for (const set of [0n, range(0x61, 0x62), others, imprecise, a | imprecise, not(a)])
    assert.equal(onlyCharacter(set), undefined, `${set}`);
});

test('what is not in a set, which stays as imprecise as it is', () => {
  assert.equal(not(not(a)), a);
  assert.ok(areDisjoint(a, not(a)));
  assert.ok(isPrecise(not(a)));
  assert.ok(!isPrecise(not(a | imprecise)));
});

test('as a class of JavaScript', () => {
  assert.equal(classSource(classes['\\w']!), '[\\x30-\\x39\\x41-\\x5a\\x5f\\x61-\\x7a]');
  assert.equal(classSource(classes['.']!), '[\\x00-\\x09\\x0b-\\x7f\\u{80}-\\u{10ffff}]');
});
