import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBytes } from '../../../services/shared/bytes.ts';

test('a number and a unit become bytes, of 1000 or of 1024', () => {
  assert.deepEqual(['0B', '1.5KB', '96MB', '2GB'].map(parseBytes), [0, 1500, 96_000_000, 2_000_000_000]);
  assert.deepEqual(['1KiB', '1.5MiB', '2GiB'].map(parseBytes), [1024, 1_572_864, 2_147_483_648]);
  assert.equal(parseBytes('1.0001KiB'), 1024);
});

test('anything else is no amount of memory', () => {
  for (const text of ['', '1', 'MB', '-1B', '1 MB', '1mb', '1e3B', '1TB', '1B\n'])
    assert.equal(parseBytes(text), undefined, JSON.stringify(text));
});
