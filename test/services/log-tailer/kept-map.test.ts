import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeptMap } from '../../../services/log-tailer/kept-map.ts';

test('entries are told in their order, and once when they changed', () => {
  const map = createKeptMap<{ readonly value: number }>({ now: () => 0 });
  map.keep('a', { value: 1 });
  map.keep('b', { value: 2 });
  assert.deepEqual(map.changed(), [{ value: 1 }, { value: 2 }]);
  map.keep('a', { value: 1 });
  map.keep('b', { value: 3 });
  map.keep('b', { value: 4 });
  assert.deepEqual([map.changed(), map.changed()], [[{ value: 4 }], []]);
  assert.deepEqual(map.all(), [{ value: 1 }, { value: 4 }]);
  assert.equal(map.get('c'), undefined);
});

test('an entry may get another key, and stays where it is in the order', () => {
  const map = createKeptMap<number>({ now: () => 0 });
  map.keep('a', 1);
  map.keep('b', 2);
  map.changed();
  map.rename('a', 'c');
  assert.deepEqual([map.all(), map.changed(), map.get('a'), map.get('c')], [[1, 2], [1], undefined, 1]);
});

test('what is the same can be said otherwise', () => {
  const map = createKeptMap<number>({ now: () => 0, same: (a, b) => a % 10 === b % 10 });
  map.keep('a', 1);
  map.changed();
  map.keep('a', 11);
  assert.deepEqual([map.changed(), map.get('a')], [[], 11]);
});

test('those of one group are told by themselves, in the same order', () => {
  const map = createKeptMap<string>({ now: () => 0, groupOf: entry => entry[0] ?? '' });
  for (const entry of ['a1', 'b1', 'a2', 'b2', 'a3']) map.keep(entry, entry);
  assert.deepEqual([map.inGroup('a'), map.inGroup('b'), map.inGroup('c')], [['a1', 'a2', 'a3'], ['b1', 'b2'], []]);
  map.rename('a2', 'other');
  map.keep('other', 'a4');
  assert.deepEqual(map.inGroup('a'), ['a1', 'a4', 'a3']);
  map.keep('b1', 'a5');
  assert.deepEqual([map.inGroup('a'), map.inGroup('b')], [['a1', 'a4', 'a3', 'a5'], ['b2']]);
  assert.deepEqual(map.all(), ['a1', 'a4', 'b2', 'a3', 'a5']);
});

test('of too many the longest untouched go, in whatever order they came', () => {
  let now = 0;
  const map = createKeptMap<number>({ now: () => now });
  for (let key = 0; key < 20_002; key++) map.keep(String(key), key);
  now = 1;
  map.keep('0', 0);
  map.tidy(now);
  assert.equal(map.all().length, 20_000);
  assert.deepEqual([map.get('0'), map.get('1'), map.get('2'), map.get('3')], [0, undefined, undefined, 3]);
});
