import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../../services/shared/point.ts';
import { decodePoints, encodePoints } from '../../../../../services/shared/store/outbox/point-columns.ts';

const web = { svc: 'web' };

test('what points share is said once', () => {
  const points: Point[] = [
    { metric: 'hits', tags: web, fields: { value: 1 }, time: 10_000 },
    { metric: 'misses', tags: web, fields: { value: 0.1 }, time: 10_000 },
  ];
  assert.equal(
    encodePoints(points),
    '{"metric":["hits","misses"],"tags":[{"svc":"web"}],"shapes":[["value"]],"times":[10000],"values":[1,0.1]}',
  );
});

test('what differs is meant by its index', () => {
  const points: Point[] = [
    { metric: 'a', tags: web, fields: { value: 1 }, time: 10_000 },
    { metric: 'b', tags: {}, fields: { count: 2, '90_percentile': 3 }, time: 10_000 },
    { metric: 'c', tags: web, fields: { value: 4 }, time: 10_007 },
  ];
  assert.equal(
    encodePoints(points),
    '{"metric":["a","b","c"],"tags":[{"svc":"web"},{}],"tagsOf":[0,1,0],' +
      '"shapes":[["value"],["count","90_percentile"]],"shapeOf":[0,1,0],"times":[10000,10007],"timeOf":[0,0,1],"values":[1,2,3,4]}',
  );
});

const awkward: Readonly<Record<string, readonly Point[]>> = {
  'no points': [],
  'doubles to their last digit': [
    { metric: 'a', tags: {}, fields: { value: 0.1 + 0.2, least: 5e-324, most: Number.MAX_VALUE }, time: 1 },
  ],
  'names and tags of any text': [
    { metric: '"\\\n\u0000é💧', tags: { '"': '\u2028', '': '' }, fields: { 'a"b': 1 }, time: 0 },
  ],
  'fields that are a part of those before, or more': [
    { metric: 'a', tags: {}, fields: { x: 1, y: 2 }, time: 0 },
    { metric: 'b', tags: {}, fields: { x: 3 }, time: 0 },
    { metric: 'c', tags: {}, fields: { x: 4, y: 5, z: 6 }, time: 0 },
    { metric: 'd', tags: {}, fields: { y: 7, x: 8 }, time: 0 },
  ],
  'a point without fields': [{ metric: 'a', tags: {}, fields: {}, time: 0 }],
};

for (const [name, points] of Object.entries(awkward)) {
  test(`${name} come back as they were`, () => {
    assert.deepEqual(decodePoints(encodePoints(points)), points);
  });
}

test('points with the same tags share them when they come back', () => {
  const [a, b] = decodePoints(
    encodePoints(['a', 'b'].map(metric => ({ metric, tags: web, fields: { value: 1 }, time: 0 }))),
  );
  assert.equal(a!.tags, b!.tags);
});
