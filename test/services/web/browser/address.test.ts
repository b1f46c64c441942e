import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress, writeAddress } from '../../../../services/web/browser/address.ts';

const live = (minutes: number) => ({ live: true, length: minutes * 60_000 }) as const;

test('a view and its address', () => {
  const views = [
    ['/', '', { range: live(15), filters: {} }],
    ['/', '?from=-5m', { range: live(5), filters: {} }],
    ['/d/logs', '?from=-7d&host=tide', { range: live(10_080), filters: { host: 'tide' } }],
    [
      '/containers',
      '?from=1767225600&to=1767225660.5&container=web',
      { range: { live: false, from: 1_767_225_600_000, to: 1_767_225_660_500 }, filters: { container: 'web' } },
    ],
    ['/containers/a%2Fb%20%3Cc%3E', '?host=tide', { range: live(15), filters: { host: 'tide', container: 'a/b <c>' } }],
  ] as const;
  for (const [pathname, search, view] of views) {
    assert.deepEqual(readAddress(pathname, search), view);
    assert.equal(writeAddress(pathname, view), pathname + search);
  }
});

test('another container goes to the page of that one', () => {
  assert.equal(writeAddress('/containers/web', { range: live(15), filters: { container: 'db' } }), '/containers/db');
});

test('what makes no sense is as if it were not there', () => {
  for (const search of [
    '?from=-x',
    '?from=-1s',
    '?from=5',
    '?from=9&to=5',
    '?from=a&to=b',
    '?to=5',
    '?host=',
    '?from=1&to=1e99',
  ])
    assert.deepEqual(readAddress('/', search), { range: live(15), filters: {} }, search);
  assert.equal(readAddress('/containers/%E0%A4%A', '').filters.container, '%E0%A4%A');
});
