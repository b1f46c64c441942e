import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largest } from '../../../../services/statsd-server/series/largest.ts';

const counts = (...entries: [string, number][]) => new Map(entries);
const names = (map: Map<string, number>, most: number) => largest(map, most, count => count).map(({ name }) => name);

test('the largest first, and of equals the one that was there first', () => {
  const map = counts(['a', 2], ['b', 5], ['c', 2], ['d', 9], ['e', 5]);
  assert.deepEqual(names(map, 10), ['d', 'b', 'e', 'a', 'c']);
  assert.deepEqual(names(map, 4), ['d', 'b', 'e', 'a']);
  assert.deepEqual(names(map, 1), ['d']);
  assert.deepEqual(names(map, 0), []);
  assert.deepEqual(names(counts(), 3), []);
});

test('the same as sorting everything', () => {
  const map = counts(
    ...Array.from({ length: 1000 }, (_, index): [string, number] => [`m${index}`, 1 + ((index * 7919) % 97)]),
  );
  const sorted = [...map].sort(([, a], [, b]) => b - a).map(([name]) => name);
  assert.deepEqual(names(map, 25), sorted.slice(0, 25));
});
