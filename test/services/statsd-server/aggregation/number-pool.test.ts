import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveNumbers, takeNumbers } from '../../../../services/statsd-server/aggregation/number-pool.ts';

test('an array that was given back is taken again, once, for its length alone', () => {
  const given = takeNumbers(48);
  giveNumbers(given);
  assert.notEqual(takeNumbers(49), given);
  assert.equal(takeNumbers(48), given);
  assert.notEqual(takeNumbers(48), given);
});

test('it holds 8 MB at most', () => {
  const arrays = Array.from({ length: 5 }, () => takeNumbers(1 << 18));
  for (const array of arrays) giveNumbers(array);
  const again = Array.from({ length: 5 }, () => takeNumbers(1 << 18));
  assert.equal(arrays.filter(array => again.includes(array)).length, 4);
});
