import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyOf, historySpan, lastMinute, ratesOf } from '../../../../../services/web/browser/logs/rates.ts';
import { fakeSource } from '../../../../support/log-inspector.ts';

const step = 10_000;
const span = { from: 0, to: 6 * step, step, firstWindow: 0, end: 6 * step };
const series = (tags: Readonly<Record<string, string>>, counts: Readonly<Record<number, number>>) => ({
  tags,
  points: Object.entries(counts).map(([window, count]) => [(Number(window) * step) / 1000, count] as const),
});
const own = (level: string) => ({ file: '/var/log/app.log', container: '', unit: '', level });

test('the rates of a log are those of the last minute, by severity; where nothing was counted there was nothing', () => {
  const entries = [
    series(own('info'), { 5: 60 }),
    series(own('error'), { 4: 6 }),
    series(own('fatal'), { 4: 6 }),
    series(own('warn'), { 3: 30 }),
    series({ file: '/var/log/other.log', container: '', unit: '', level: 'error' }, { 5: 1000 }),
    series({ file: '', container: '/var/log/app.log', unit: '', level: 'error' }, { 5: 1000 }),
  ];
  assert.deepEqual(ratesOf(fakeSource(), entries, span), { entries: 1.7, warnings: 0.5, errors: 0.2 });
  assert.deepEqual(ratesOf(fakeSource(), [], span), { entries: 0, warnings: 0, errors: 0 });
});

test('what the store did not tell is not taken for nothing', () => {
  assert.deepEqual(ratesOf(fakeSource(), undefined, span), { entries: null, warnings: null, errors: null });
});

test('the lines of both streams of a container are one line', () => {
  const source = fakeSource({ name: 'web', tags: { container: 'web', image: 'nginx' } });
  const lines = [series({ container: 'web' }, { 0: 1, 3: 2 }), series({ container: 'web' }, { 3: 5 })];
  assert.deepEqual(historyOf(source, lines, span), [1, null, null, 7, null, null]);
});

test('the last minute is of whole intervals whose points are there by now', () => {
  const resolutions = { flushInterval: 10_000, kept: [] };
  const { from, end, firstWindow } = lastMinute(125_500, resolutions);
  assert.deepEqual([from, firstWindow, end], [60_000, 60_000, 120_000]);
  assert.equal(lastMinute(120_500, resolutions).end, 110_000);
  assert.equal(lastMinute(500_000, { flushInterval: 45_000, kept: [] }).from, 405_000);
});

test('the small lines of a thousand logs are no more points than one query answers; a window that is cut is left out', () => {
  assert.equal(historySpan(span), span);
  const hour = { from: 3_605_000, to: 7_205_000, step, firstWindow: 3_600_000, end: 7_210_000 };
  assert.deepEqual(historySpan(hour), { ...hour, step: 4 * step, firstWindow: 3_600_000, end: 7_200_000 });
  for (let begin = 0; begin < 10 * step; begin += step)
    for (const windows of [101, 200, 399, 400]) {
      const { firstWindow, end, ...wide } = historySpan({ ...span, firstWindow: begin, end: begin + windows * step });
      const left = (end - firstWindow) / wide.step;
      assert.ok(left >= 49 && left <= 100, `${left} of ${windows} windows from ${begin}`);
    }
});
