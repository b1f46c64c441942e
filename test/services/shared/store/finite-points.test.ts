import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepFinite } from '../../../../services/shared/store/finite-points.ts';

const point = (metric: string, fields: Readonly<Record<string, number>>) => ({ metric, tags: {}, fields, time: 0 });

test('points with finite values stay the same ones', () => {
  const points = [point('a', { value: 0 }), point('b', { value: -1.5, mean: 1e308 })];
  const kept = keepFinite(points);
  assert.equal(kept.points, points);
  assert.equal(kept.harmed, 0);
});

test('only what is not finite is left out, and a point without anything else', () => {
  const points = [
    point('none', { value: Number.NaN }),
    point('some', { sum: Number.POSITIVE_INFINITY, min: Number.NEGATIVE_INFINITY, count: 3 }),
    point('all', { value: 1 }),
  ];
  assert.deepEqual(keepFinite(points), {
    points: [point('some', { count: 3 }), points[2]],
    harmed: 2,
    example: 'none',
  });
});
