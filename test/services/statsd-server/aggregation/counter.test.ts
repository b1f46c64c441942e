import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToCounter } from '../../../../services/statsd-server/aggregation/counter.ts';

test('a counter adds up, divided by the sample rate', () => {
  const values = new Float64Array(2);
  for (const [value, rate] of [
    [1, 1],
    [2, 1],
    [-0.5, 1],
    [3, 0.1],
  ] as const)
    addToCounter(values, 1, value, rate);
  assert.deepEqual([...values], [0, 32.5]);
});

test('whole numbers stay exact up to 2^53', () => {
  const values = Float64Array.of(Number.MAX_SAFE_INTEGER - 1);
  addToCounter(values, 0, 1, 1);
  assert.equal(values[0], Number.MAX_SAFE_INTEGER);
});
