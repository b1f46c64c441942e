import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createNumberCounts,
  createValueCounts,
  type ValueCounts,
} from '../../../../services/log-tailer/tally/value-counts.ts';

const take = <Value>(counts: ValueCounts<Value>) => {
  const said: [value: Value, times: number][] = [];
  counts.take((value, times) => said.push([value, times]));
  return said;
};

test('each number is said with how often it was added, small whole ones first', () => {
  const counts = createNumberCounts({ left: 100, dropped: 0 });
  for (const value of [0.5, 7, 1e12, 7, 0, -1, 1023, 1024, 0.5, 4_294_967_299]) counts.add(value);
  counts.add(40, 3);
  assert.deepEqual(take(counts), [
    [0, 1],
    [7, 2],
    [40, 3],
    [1023, 1],
    [0.5, 2],
    [1e12, 1],
    [-1, 1],
    [1024, 1],
    [4_294_967_299, 1],
  ]);
  assert.deepEqual(take(counts), []);
});

test('what has no room is dropped and counted; what is held goes on being counted', () => {
  const room = { left: 3, dropped: 0 };
  const [numbers, texts] = [createNumberCounts(room), createValueCounts<string>(room)];
  for (const value of [1, 0.5, 2]) numbers.add(value);
  texts.add('x');
  for (const value of [1, 3, 0.5, 0.25]) numbers.add(value);
  assert.deepEqual(room, { left: 0, dropped: 3 });
  assert.deepEqual(take(texts), []);
  assert.deepEqual(take(numbers), [
    [1, 2],
    [2, 1],
    [0.5, 2],
  ]);
});
