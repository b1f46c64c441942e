import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literalsOf } from '../../../../services/log-tailer/rules/prefilter.ts';
import { ruleOf } from './rule-of.ts';

const literals = (written: object) => literalsOf(ruleOf(written));

test('the longest text that a line of the rule must contain: of its expression, keys and values', () => {
  assert.deepEqual(literals({ match: 'order \\d+ paid by' }), [' paid by']);
  assert.deepEqual(literals({ json: { event: 'order' } }), ['event"']);
  assert.deepEqual(literals({ json: { event: 'order.completed' } }), ['order.completed']);
  assert.deepEqual(literals({ json: { 'payment.method': 'x' } }), ['method"']);
  assert.deepEqual(literals({ json: {}, value: '$.payment.amount' }), ['amount"']);
  assert.deepEqual(literals({ json: { e: 'checkout*' } }), ['checkout']);
  assert.deepEqual(literals({ logfmt: { level: 'error' } }), ['level=']);
  assert.deepEqual(literals({ json: { a: '*' }, match: 'error|warning' }), ['error', 'warning']);
});

test('what may be written in several ways is no such text', () => {
  assert.deepEqual(literals({ json: { n: 5000 } }), ['n"']);
  assert.deepEqual(literals({ json: { n: '5000' } }), ['n"']);
  assert.deepEqual(literals({ json: { n: '/api/items' } }), ['n"']); // a slash may stand behind a backslash
  assert.deepEqual(literals({ json: { n: 'zoë-and-bob' } }), ['n"']);
  assert.deepEqual(literals({ json: { n: ['first', 'second'] } }), ['n"']);
  assert.deepEqual(literals({ json: { 'items.length': '> 2' } }), undefined);
  assert.deepEqual(literals({ json: { 'items.0': 5 } }), undefined);
  assert.deepEqual(literals({ json: {} }), undefined);
  assert.deepEqual(literals({ match: '(?i)order' }), undefined);
});
