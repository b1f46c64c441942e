import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HashSet } from '../../../../services/statsd-server/aggregation/hash-set.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

test('it knows what was added, over any growth', () => {
  const random = seededRandom(4);
  const half = () => (random() * 2 ** 32) | 0;
  const pairs = Array.from({ length: 3000 }, () => [half(), half()] as const);
  const made = new HashSet(8);
  for (const [low, high] of pairs) {
    if (made.full) made.grow();
    made.add(low, high);
  }
  assert.deepEqual([made.size, made.slots], [3000, 4096]);
  assert.ok(pairs.every(([low, high]) => made.has(low, high)));
  assert.ok(!pairs.some(([low, high]) => made.has(high, low)));
  made.clear();
  assert.ok(!pairs.some(([low, high]) => made.has(low, high)));
});

test('hashes that are alike in one half are not one, and that of zeros is one, too', () => {
  const made = new HashSet(8);
  for (const [low, high] of [
    [0, 0],
    [0, 5],
    [5, 0],
    [5, 5],
  ] as const) {
    assert.ok(!made.has(low, high));
    made.add(low, high);
    assert.ok(made.has(low, high));
  }
  assert.equal(made.size, 4);
});
