import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeriesColumns } from '../../../../services/statsd-server/series/columns.ts';
import { KeyShard } from '../../../../services/statsd-server/series/key-shard.ts';
import { keyLine } from './key-lines.ts';

/** A shard with a row for each key. */
function shard() {
  const columns = new SeriesColumns();
  const keys = new KeyShard(columns);
  return {
    columns,
    keys,
    add(name: string, hash: number, tags = '', type = 0) {
      const row = columns.insert(type, name, {});
      keys.add(keyLine(name, tags, type), hash, row);
      return row;
    },
    find: (name: string, hash: number, tags = '', type = 0) => keys.find(keyLine(name, tags, type), hash),
  };
}

test('keys of one hash are told apart by their bytes, where the name ends, and their type', () => {
  const { add, find } = shard();
  const rows = [add('ab', 7, 'c'), add('a', 7, 'bc'), add('abc', 7), add('ab', 7, 'c', 1), add('ab', 7, 'd')];
  assert.deepEqual(
    [find('ab', 7, 'c'), find('a', 7, 'bc'), find('abc', 7), find('ab', 7, 'c', 1), find('ab', 7, 'd')],
    rows,
  );
  assert.equal(find('abd', 7), -1);
  assert.equal(find('ab', 7), -1);
  assert.equal(find('ab', 23, 'c'), -1);
});

test('it grows, and finds everything as before', () => {
  const { add, find } = shard();
  const names = Array.from({ length: 1000 }, (_, index) => 'x'.repeat(index % 90) + index);
  const rows = names.map((name, index) => add(name, index % 50));
  assert.deepEqual(
    names.map((name, index) => find(name, index % 50)),
    rows,
  );
});

test('a dead row is not found, and the key may be added again', () => {
  const { add, find, columns } = shard();
  columns.kill(add('a', 7));
  assert.equal(find('a', 7), -1);
  const row = add('a', 7);
  assert.equal(find('a', 7), row);
});

test('what is not kept is gone with its bytes, all else is found still', () => {
  const { add, find, keys } = shard();
  const rows = Array.from({ length: 200 }, (_, index) => add(`name${index}`, index % 16, 'tag'));
  const isKept = (row: number) => row % 3 === 0;
  const dropped = rows.filter(row => !isKept(row));
  const bytes = dropped.reduce((sum, row) => sum + `name${rows.indexOf(row)}tag`.length, 0);
  assert.deepEqual(keys.retain(isKept), { entries: dropped.length, bytes });
  assert.deepEqual(
    rows.map((_, index) => find(`name${index}`, index % 16, 'tag')),
    rows.map(row => (isKept(row) ? row : -1)),
  );
  assert.deepEqual(keys.retain(isKept), { entries: 0, bytes: 0 });
});
