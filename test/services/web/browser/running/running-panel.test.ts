import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRunningPanel } from '../../../../../services/web/browser/running/running-panel.ts';

const step = 10_000;
/** Five windows, of which the last ends at 50 s. */
const span = { from: 0, to: 50_000, step, firstWindow: 0, end: 50_000 };
const series = (host: string, ...points: [number, number | null][]) => ({ tags: { host }, points });
const grown = (host: string, value: number) => ({ series: [{ tags: { host }, value }], grows: true });
const level = (host: string, value: number) => ({ series: [{ tags: { host }, value }], grows: false });

test('the interval under way is one more window behind those that are stored', () => {
  const panel = createRunningPanel();
  const stored = { answers: [[series('a', [30, 1], [40, 2])]], span };
  panel.see([level('a', 3)], { start: 50_000, now: 51_000 }, stored);
  assert.deepEqual(panel.extend(stored), {
    answers: [[series('a', [30, 1], [40, 2], [50, 3])]],
    span: { ...span, end: 60_000 },
    runningFrom: 50_000,
  });
});

test('a series that is not stored yet is there at once; one that is not running stays as it is', () => {
  const panel = createRunningPanel();
  const stored = { answers: [[series('a', [40, 2])]], span };
  panel.see([level('b', 3)], { start: 50_000, now: 51_000 }, stored);
  assert.deepEqual(panel.extend(stored).answers, [[series('a', [40, 2]), series('b', [50, 3])]]);
});

test('an interval that is over stays until the store tells it, and the time axis moves on', () => {
  const panel = createRunningPanel();
  const stored = { answers: [[series('a', [40, 2])]], span };
  panel.see([level('a', 3)], { start: 50_000, now: 59_900 }, stored);
  panel.see([level('a', 4)], { start: 60_000, now: 60_100 }, stored);
  const moved = { ...span, from: 10_000, to: 60_000, end: 70_000 };
  assert.deepEqual(panel.extend(stored), {
    answers: [[series('a', [40, 2], [50, 3], [60, 4])]],
    span: moved,
    runningFrom: 50_000,
  });
  const told = { answers: [[series('a', [40, 2], [50, 3.5])]], span: { ...moved, end: 60_000 } };
  assert.deepEqual(panel.extend(told), {
    answers: [[series('a', [40, 2], [50, 3.5], [60, 4])]],
    span: moved,
    runningFrom: 60_000,
  });
});

test('what grows is shown as what came in the last interval’s length, one that has nothing yet as well', () => {
  const panel = createRunningPanel();
  const stored = { answers: [[series('a', [40, 20]), series('b', [40, 7])]], span };
  panel.see([grown('a', 25)], { start: 50_000, now: 51_000 }, stored);
  assert.deepEqual(panel.extend(stored).answers, [[series('a', [40, 20], [50, 25]), series('b', [40, 7], [50, 7])]]);
});

test('what the store has told already, or is far behind of, is left to it', () => {
  const panel = createRunningPanel();
  const stored = { answers: [[series('a', [40, 2])]], span };
  panel.see([level('a', 3)], { start: 40_000, now: 49_000 }, stored);
  assert.equal(panel.extend(stored), stored);
  panel.see([level('a', 3)], { start: 110_000, now: 111_000 }, stored);
  assert.equal(panel.extend(stored), stored);
});
