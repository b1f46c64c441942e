import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConditionConfig, compileCondition, fixedText } from '../../../../services/log-tailer/rules/condition.ts';

const fits = (condition: ConditionConfig, ...values: unknown[]) => values.filter(compileCondition(condition));

test('text, numbers and truth values must be the same, however they are written', () => {
  assert.deepEqual(fits('order', 'order', 'orders', 'Order', undefined, null, {}), ['order']);
  assert.deepEqual(fits(500, 500, '500', '500.0', '5e2', 501, '', null), [500, '500', '500.0', '5e2']);
  assert.deepEqual(fits('500', 500, '500', '500.0'), [500, '500']);
  assert.deepEqual(fits(true, true, 'true', 1, false), [true, 'true']);
});

test('of a list one must', () => {
  assert.deepEqual(fits(['a', 2, 'c*'], 'a', 'b', 2, 'cd'), ['a', 2, 'cd']);
});

test('a star stands for any text, alone for anything that is there', () => {
  assert.deepEqual(fits('*', 'x', '', 0, false, {}, [], null, undefined), ['x', '', 0, false, {}, []]);
  assert.deepEqual(fits('/api/*', '/api/', '/api/x', '/ap', 'x/api/'), ['/api/', '/api/x']);
  assert.deepEqual(fits('*.css', 'a.css', '.css', 'a.css?'), ['a.css', '.css']);
  assert.deepEqual(fits('a*b*c', 'abc', 'a-b-c', 'acb', 'ab', 'abcc'), ['abc', 'a-b-c', 'abcc']);
  assert.deepEqual(fits('ab*ba', 'aba', 'abba', 'ab-ba'), ['abba', 'ab-ba']);
});

test('numbers are compared behind < and >, with their units', () => {
  assert.deepEqual(fits('>= 500', 499, 500, '501', 'x', null), [500, '501']);
  assert.deepEqual(fits('<1.5s', '1s', '2s', '900ms', 1000), ['1s', '900ms', 1000]);
  assert.deepEqual(fits('> 1', 1, 1.1), [1.1]);
  assert.deepEqual(fits('<=-1', -1, 0), [-1]);
});

test('behind an equals sign text is meant as it is, and so is what is no comparison', () => {
  assert.deepEqual(fits('=*', '*', 'x'), ['*']);
  assert.deepEqual(fits('=>5', '>5', 6), ['>5']);
  assert.deepEqual(fits('>>x', '>>x'), ['>>x']);
});

test('many stars take time in proportion to the text', () => {
  // Each part is looked for once, so this ends; a matcher that goes back would try 2^50 ways.
  assert.deepEqual(fits(`${'*a'.repeat(50)}*x`, 'a'.repeat(60_000)), []);
});

test('text that a match must contain', () => {
  assert.equal(fixedText('order'), 'order');
  assert.equal(fixedText('*ab*cde*'), 'cde');
  assert.equal(fixedText('=a*b'), 'a*b');
  for (const none of [5, true, ['a'], '>5'] as const) assert.equal(fixedText(none), undefined);
});
