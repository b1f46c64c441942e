import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDecimal } from '../../../services/shared/decimal.ts';

test('reads a decimal as JavaScript does', () => {
  for (const text of ['0', '-1', '+7', '.5', '5.', '-0.25', '1e3', '-2.5E-7'])
    assert.equal(parseDecimal(text), Number(text));
});

test('is undefined for all else', () => {
  for (const text of ['', '-', '.', 'e5', '1e', '0x1', 'NaN', 'Infinity', ' 1', '1 ', '1,5', '1.2.3', '1e400'])
    assert.equal(parseDecimal(text), undefined, JSON.stringify(text));
});

test('a million digits that are no number are done with', () => {
  assert.equal(parseDecimal(`${'1'.repeat(1_000_000)}x`), undefined);
});
