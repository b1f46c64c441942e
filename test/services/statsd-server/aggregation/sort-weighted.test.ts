import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortWeighted } from '../../../../services/statsd-server/aggregation/sort-weighted.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

test('values are sorted, each with its weight', () => {
  const random = seededRandom(9);
  for (let length = 0; length < 100; length++) {
    const values = Float64Array.from({ length }, () => Math.floor(random() * 50) - 25);
    const weights = values.map(value => value * 2 + 100);
    const expected = values.toSorted();
    sortWeighted(values, weights);
    assert.deepEqual(values, expected);
    assert.deepEqual(
      weights,
      expected.map(value => value * 2 + 100),
    );
  }
});
