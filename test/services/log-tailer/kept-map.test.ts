import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeptMap } from '../../../services/log-tailer/kept-map.ts';

test('entries are told in their order, and once when they changed', () => {
  const map = createKeptMap<{ readonly value: number }>(() => 0);
  map.keep('a', { value: 1 });
  map.keep('b', { value: 2 });
  assert.deepEqual(map.changed(), [{ value: 1 }, { value: 2 }]);
  map.keep('a', { value: 1 });
  map.keep('b', { value: 3 });
  map.keep('b', { value: 4 });
  assert.deepEqual([map.changed(), map.changed()], [[{ value: 4 }], []]);
  map.renew('a');
  map.keep('a', { value: 5 });
  assert.deepEqual(map.all(), [{ value: 4 }, { value: 5 }]);
  assert.equal(map.get('c'), undefined);
});

test('an entry may get another key, and stays where it is in the order', () => {
  const map = createKeptMap<number>(() => 0);
  map.keep('a', 1);
  map.keep('b', 2);
  map.changed();
  map.rename('a', 'c');
  assert.deepEqual([map.all(), map.changed(), map.get('a'), map.get('c')], [[1, 2], [1], undefined, 1]);
});

test('what is the same can be said otherwise', () => {
  const map = createKeptMap<number>(
    () => 0,
    (a, b) => a % 10 === b % 10,
  );
  map.keep('a', 1);
  map.changed();
  map.keep('a', 11);
  assert.deepEqual([map.changed(), map.get('a')], [[], 11]);
});

test('of too many the longest untouched go, in whatever order they came', () => {
  let now = 0;
  const map = createKeptMap<number>(() => now);
  for (let key = 0; key < 20_002; key++) map.keep(String(key), key);
  now = 1;
  map.keep('0', 0);
  map.tidy(now);
  assert.equal(map.all().length, 20_000);
  assert.deepEqual([map.get('0'), map.get('1'), map.get('2'), map.get('3')], [0, undefined, undefined, 3]);
});
