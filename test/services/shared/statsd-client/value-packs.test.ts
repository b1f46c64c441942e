import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tags } from '../../../../services/shared/metric.ts';
import { createValuePacks } from '../../../../services/shared/statsd-client/value-packs.ts';

function createPair() {
  const said: (readonly [line: string, tags: Tags])[] = [];
  return { packs: createValuePacks((line, tags) => said.push([line, tags])), said };
}

test('values of one series that are said one after the other are in one line for each power of two', () => {
  const { packs, said } = createPair();
  const tags = { method: 'GET' };
  packs.add('ms', 't', 1, tags, 1);
  packs.add('ms', 't', 2, tags, 3);
  packs.add('ms', 't', 3.5, tags, 2);
  packs.end();
  assert.deepEqual(said, [
    ['t:2:3.5|ms|@0.5', tags],
    ['t:1:2|ms', tags],
  ]);
});

test('another name, type or other tags begin another line', () => {
  const { packs, said } = createPair();
  const tags = { a: 'b' };
  packs.add('ms', 't', 1, tags, 1);
  packs.add('ms', 'u', 2, tags, 1);
  packs.add('h', 'u', 3, tags, 1);
  packs.add('h', 'u', 4, { a: 'c' }, 1);
  packs.add('h', 'u', 5, undefined, 1);
  packs.end();
  assert.deepEqual(
    said.map(([line]) => line),
    ['t:1|ms', 'u:2|ms', 'u:3|h', 'u:4|h', 'u:5|h'],
  );
});

test('lines stay short, and no value is lost or doubled between them', () => {
  const { packs, said } = createPair();
  const values = Array.from({ length: 1000 }, (_, index) => index);
  for (const value of values) packs.add('ms', 't', value, undefined, 1);
  packs.end();
  assert.ok(said.every(([line]) => line.length < 600));
  assert.deepEqual(
    said.flatMap(([line]) => line.slice(2, -3).split(':').map(Number)),
    values,
  );
});

test('what is held is said at the end of the turn', async () => {
  const { packs, said } = createPair();
  packs.add('ms', 't', 1, undefined, 1);
  assert.deepEqual(said, []);
  await Promise.resolve();
  assert.deepEqual(said, [['t:1|ms', {}]]);
});
