import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PanelQuery } from '../../../../../dashboards/model.ts';
import { currentValue, linesOf } from '../../../../../services/web/browser/chart/lines.ts';

const span = { from: 0, to: 25_000, step: 10_000, firstWindow: 0, end: 25_000 };
const query = (more: Partial<PanelQuery> = {}): PanelQuery => ({
  metric: 'm',
  field: 'value',
  aggregate: 'sum',
  label: '{{device}} {{direction}}',
  groupBy: ['device', 'direction'],
  ...more,
});
const series = (device: string, direction: string, ...values: (number | null)[]) => ({
  tags: { device, direction },
  points: values.map((value, index) => [index * 10, value] as const),
});

test('a line for each series, named and sorted, a value or null for each window', () => {
  assert.deepEqual(linesOf(query(), [series('sdb', 'read', 1, null, 3), series('sda', 'read', 4)], span), [
    { label: 'sda read', values: [4, null, null] },
    { label: 'sdb read', values: [1, null, 3] },
  ]);
});

test('a rate divides by the seconds that a window has had', () => {
  const [line] = linesOf(query({ perSecond: true }), [series('sda', 'read', 10, null, 10)], span);
  assert.deepEqual(line?.values, [1, null, 2]);
});

test('a total adds up what there is', () => {
  const total = query({ total: true, label: 'all' });
  assert.deepEqual(linesOf(total, [series('a', 'r', 1, null, 3), series('b', 'r', 4, null)], span), [
    { label: 'all', values: [5, null, 3] },
  ]);
  assert.deepEqual(linesOf(total, [], span), []);
});

test('what lacks every tag that would name it is left out', () => {
  assert.deepEqual(linesOf(query(), [series('', '', 1), series('sda', '', 2)], span), [
    { label: 'sda', values: [2, null, null] },
  ]);
});

test('a value of long ago is not the current one', () => {
  assert.equal(currentValue([1, 2, null]), 2);
  assert.equal(currentValue([1, null, null, null, null, null, null]), null);
  assert.equal(currentValue([1, 2, null], true), 2);
  assert.equal(currentValue([1, null, null], true), null);
});
