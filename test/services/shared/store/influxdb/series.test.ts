import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf, seriesStatement } from '../../../../../services/shared/store/influxdb/series.ts';
import type { Query } from '../../../../../services/shared/store/query.ts';
import { windowStarts } from '../../../../../services/shared/store/query.ts';

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
    seriesStatement(query, starts),
    'SELECT sum("value"::field) FROM "disk_io" WHERE time >= 60000ms AND time < 190000ms' +
      ` AND ("direction"::tag = 'read') GROUP BY time(60000ms), "host", "time_" fill(none)`,
  );
});

test('a query that nothing can match becomes none', () => {
  assert.equal(seriesStatement({ ...query, where: [{ tag: 'host', values: [] }] }, starts), undefined);
  assert.equal(seriesStatement(query, []), undefined);
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
