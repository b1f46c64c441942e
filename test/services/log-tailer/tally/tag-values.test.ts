import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanTagValue, createDistinctValues } from '../../../../services/log-tailer/tally/tag-values.ts';

test('control characters and marks that turn text around are replaced', () => {
  assert.equal(cleanTagValue('a\0b\nc\u001b[1m\u202ed é'), 'a_b_c_[1m_d é');
});

test('a value is cut to 200 characters, and never amidst one', () => {
  assert.equal(cleanTagValue('x'.repeat(10_000)), 'x'.repeat(200));
  assert.equal(cleanTagValue(`${'x'.repeat(199)}😀`), 'x'.repeat(199));
});

test('the first 100 values are let through, and stay so', () => {
  const distinct = createDistinctValues();
  const values = Array.from({ length: 101 }, (_, index) => distinct(String(index)));
  assert.deepEqual(values.slice(98), ['98', '99', '_OTHER']);
  assert.equal(distinct('7'), '7');
});
