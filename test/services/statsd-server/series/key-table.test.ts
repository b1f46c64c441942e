import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeriesColumns } from '../../../../services/statsd-server/series/columns.ts';
import { KeyTable } from '../../../../services/statsd-server/series/key-table.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { keyLine } from './key-lines.ts';

function table(shardBits: number, maxSeries = 1000) {
  const columns = new SeriesColumns();
  const room = createSeriesRoom(() => maxSeries).series;
  return { columns, room, keys: new KeyTable({ columns, room, shardBits }) };
}

for (const shardBits of [0, 2, 6])
  test(`keys are found in ${2 ** shardBits} parts`, () => {
    const { columns, keys } = table(shardBits);
    const lines = Array.from({ length: 500 }, (_, index) => keyLine(`m${index}`, `t:${index % 3}`, index % 6));
    const rows = lines.map(line => {
      const row = columns.insert(line.type, '', {});
      assert.equal(keys.find(line), -1);
      assert.ok(keys.add(line, row));
      return row;
    });
    assert.deepEqual(
      lines.map(line => keys.find(line)),
      rows,
    );
  });

test('without room there are no more keys, but for what has reserved room', () => {
  const { columns, keys, room } = table(2, 2);
  const add = (name: string, reserved?: boolean) => keys.add(keyLine(name), columns.insert(0, name, {}), reserved);
  assert.deepEqual([add('a'), add('b'), add('c'), add('d', true)], [true, true, false, true]);
  assert.equal(room.taken, 3);
});

test('it is cleared part by part, and gives the room back', () => {
  const { columns, keys, room } = table(2);
  for (let index = 0; index < 100; index++) keys.add(keyLine(`m${index}`), columns.insert(0, '', {}));
  const taken = [...keys.retain(row => row <= 50)].map(() => room.taken);
  assert.equal(taken.length, 4);
  assert.equal(room.taken, 50);
  for (const _ of keys.retain(() => false));
  assert.equal(room.taken, 0);
});
