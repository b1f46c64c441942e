import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refreshInterval, spanOf, windowsOf } from '../../../../services/web/browser/range.ts';

const resolutions = { flushInterval: 10_000, kept: [] };
const minute = 60_000;
const now = Date.UTC(2026, 0, 1);

test('a live range ends with the last interval whose points must be there', () => {
  const range = { live: true, length: 15 * minute } as const;
  const span = { from: now - 15 * minute, to: now, step: 10_000, firstWindow: now - 15 * minute, end: now };
  assert.deepEqual(spanOf(range, now + 900, resolutions), span);
  assert.deepEqual(spanOf(range, now + 9999, resolutions), span);
  assert.equal(spanOf(range, now + 899, resolutions).to, now - 10_000);
});

test('the windows of a live range begin on whole steps, and the newest may not be over', () => {
  const span = spanOf({ live: true, length: 180 * minute }, now + 21_000, resolutions);
  assert.deepEqual([span.step, span.to - now, span.firstWindow - now], [30_000, 20_000, -180 * minute]);
  assert.deepEqual(windowsOf(span).slice(-2), [now - 30_000, now]);
});

test('a fixed range is asked in whole windows, but not for what is still to come', () => {
  const range = { live: false, from: now - 95_000, to: now - 31_000 } as const;
  assert.deepEqual(spanOf(range, now + 1000, resolutions), {
    from: now - 95_000,
    to: now - 31_000,
    step: 10_000,
    firstWindow: now - 100_000,
    end: now - 30_000,
  });
  assert.equal(spanOf({ ...range, to: now + minute }, now + 1000, resolutions).end, now);
});

test('a range that is all in the future has one empty window', () => {
  assert.equal(
    windowsOf(spanOf({ live: false, from: now + minute, to: now + 2 * minute }, now, resolutions)).length,
    1,
  );
});

test('a live page looks with every flush, or every window, and at least once a minute', () => {
  const intervals = [10_000, 30_000, 300_000].map(step => refreshInterval({ step }, resolutions));
  assert.deepEqual(intervals, [10_000, 30_000, 60_000]);
  assert.equal(refreshInterval({ step: 7_200_000 }, { flushInterval: 3_600_000, kept: [] }), 3_600_000);
});
