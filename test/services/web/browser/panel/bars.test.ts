import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf } from '../../../../../services/web/browser/panel/bars.ts';

test('the last values, largest first, less what is no longer told', () => {
  const lines = [
    { label: 'cron', values: [3, 1, null] },
    { label: 'node', values: [1, 2, 4] },
    { label: 'gone', values: [9, null, null] },
  ];
  assert.deepEqual(barsOf({ lines }), [
    { label: 'node', value: 4 },
    { label: 'cron', value: 1 },
  ]);
  assert.deepEqual(barsOf({ lines: [] }), []);
});
