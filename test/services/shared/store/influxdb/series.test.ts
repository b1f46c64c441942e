import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf, seriesStatement } from '../../../../../services/shared/store/influxdb/series.ts';
import type { Query } from '../../../../../services/shared/store/query.ts';
import { windowStarts } from '../../../../../services/shared/store/query.ts';
import { raw, rollUps } from '../../../../../services/shared/store/resolution.ts';

const query: Query = {
  metric: 'disk.io',
  field: 'value',
  aggregate: 'sum',
  from: 65_000,
  to: 190_000,
  step: 60_000,
  groupBy: ['host', 'time'],
  where: [{ tag: 'direction', values: ['read'] }],
};
const starts = windowStarts(query);

test('a query becomes a statement from the start of its first window on', () => {
  assert.equal(
    seriesStatement(query, { resolution: raw, from: 60_000, to: 190_000 }),
    'SELECT sum("value"::field) FROM "disk_io" WHERE time >= 60000ms AND time < 190000ms' +
      ` AND ("direction"::tag = 'read') GROUP BY time(60000ms), "host", "time_" fill(none)`,
  );
});

test('a query that nothing can match becomes none', () => {
  const where = [{ tag: 'host', values: [] }];
  assert.equal(seriesStatement({ ...query, where }, { resolution: raw, from: 60_000, to: 190_000 }), undefined);
});

test('rows fill the windows, pieces of one series together, series in the order of their tags', () => {
  const columns = ['time', 'sum'];
  assert.deepEqual(
    seriesOf(query, starts, [
      { name: 'disk_io', tags: { host: 'b', time_: '' }, columns, values: [[60_000, 1]] },
      { name: 'disk_io', tags: { host: 'a', time_: 'x' }, columns, values: [[120_000, 2]] },
      { name: 'disk_io', tags: { host: 'b', time_: '' }, columns, values: [[180_000, 0]] },
    ]),
    [
      {
        tags: { host: 'a', time: 'x' },
        points: [
          [60_000, null],
          [120_000, 2],
          [180_000, null],
        ],
      },
      {
        tags: { host: 'b', time: '' },
        points: [
          [60_000, 1],
          [120_000, null],
          [180_000, 0],
        ],
      },
    ],
  );
});

const [minutes] = rollUps;
const rolledStatements: [aggregate: Query['aggregate'], select: string, groups: string][] = [
  ['sum', 'sum("value_sum"::field)', '"host"'],
  ['mean', 'sum("value_sum"::field), sum("value_count"::field)', '"host"'],
  ['last', 'last("value_last"::field), "value_last_time"::field', '*'],
];
for (const [aggregate, select, groups] of rolledStatements) {
  test(`${aggregate} of roll-ups is asked of what they keep for it`, () => {
    const asked = { ...query, aggregate, groupBy: ['host'], where: [] };
    assert.equal(
      seriesStatement(asked, { resolution: minutes!, from: 60_000, to: 180_000 }),
      `SELECT ${select} FROM "disk_io" WHERE time >= 60000ms AND time < 180000ms GROUP BY time(60000ms), ${groups} fill(none)`,
    );
  });
}

/** What the rows of the first window make, each with the values of one more part of it. */
const combined = (aggregate: Query['aggregate'], ...parts: number[][]) =>
  seriesOf(
    { ...query, aggregate, groupBy: [] },
    starts,
    parts.map(part => ({ columns: [], values: [[60_000, ...part]] })),
  )[0]?.points[0]?.[1];

test('parts of one window are put together', () => {
  assert.equal(combined('sum', [1], [2], [4]), 7);
  assert.equal(combined('count', [1], [2]), 3);
  assert.equal(combined('min', [1], [-2], [4]), -2);
  assert.equal(combined('max', [1], [-2], [4]), 4);
  assert.equal(combined('mean', [3, 1], [9, 3]), 3);
});

test('the last of several series is the one written last, of these the greatest, and any raw one comes after', () => {
  assert.equal(combined('last', [1, 70_000], [9, 65_000], [3, 70_000]), 3);
  assert.equal(combined('last', [9, 70_000], [2]), 2);
});

test('what leaves the range of numbers is no value', () => {
  assert.equal(combined('sum', [1.7e308], [1.7e308]), null);
});
