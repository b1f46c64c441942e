import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drainTable } from '../../../../services/statsd-server/flush/drain-table.ts';
import { createSweptTable } from './swept-table.ts';

test('all points with the time given, then nothing is left of the table', () => {
  const { table, feed, room } = createSweptTable({ rules: [{ match: 'debug', drop: true }] });
  feed('c:1|c|#a:b', 'g:2|g', 's:x|s', 'debug:1|c', 't:3|ms');
  assert.deepEqual(
    drainTable(table, 1234).map(({ metric, tags, fields, time }) => [metric, tags, fields.value ?? fields.sum, time]),
    [
      ['c', { a: 'b', metric_type: 'counter' }, 1, 1234],
      ['g', { metric_type: 'gauge' }, 2, 1234],
      ['s', { metric_type: 'set' }, 1, 1234],
      ['t', { metric_type: 'timing' }, 3, 1234],
    ],
  );
  assert.deepEqual([room.series.taken, room.keys.taken], [0, 0]);
  assert.deepEqual(drainTable(table, 1234), []);
});
