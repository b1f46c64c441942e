import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIntervals } from '../../../../services/statsd-server/flush/intervals.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

/** Seconds after midnight. */
const midnight = Date.UTC(2026, 0, 1);
const clockAt = (seconds: number) => createFakeClock(midnight + seconds * 1000);

function record(clock: ReturnType<typeof clockAt>, length = 10_000) {
  const cuts: [start: number, end: number][] = [];
  const intervals = startIntervals({ clock, length }, ({ start, end }) =>
    cuts.push([(start - midnight) / 1000, (end - midnight) / 1000]),
  );
  return { cuts, intervals };
}

test('intervals end on multiples of the wall clock, and the first is cut short', async () => {
  const clock = clockAt(3.2);
  const { cuts } = record(clock);
  await clock.advance(30_000);
  assert.deepEqual(cuts, [
    [3.2, 5.2],
    [5.2, 10],
    [10, 20],
    [20, 30],
  ]);
});

test('no early cut when the multiple is near', async () => {
  const clock = clockAt(9);
  const { cuts } = record(clock);
  await clock.advance(11_000);
  assert.deepEqual(cuts, [
    [9, 10],
    [10, 20],
  ]);
});

test('stopping flushes the interval under way', async () => {
  const clock = clockAt(10);
  const { cuts, intervals } = record(clock);
  await clock.advance(4_500);
  intervals.stop();
  await clock.advance(20_000);
  assert.deepEqual(cuts, [
    [10, 12],
    [12, 14.5],
  ]);
});

/** The cuts of a clock that shows, at each call that falls due, the time it was due plus the next of the offsets (seconds). */
function cutsOf(startSeconds: number, offsets: readonly number[]) {
  const due: { time: number; action: () => void }[] = [];
  let now = midnight + startSeconds * 1000;
  const clock = {
    now: () => now,
    at(time: number, action: () => void) {
      due.push({ time, action });
      return () => {};
    },
  };
  const cuts: [start: number, end: number][] = [];
  startIntervals({ clock, length: 10_000 }, ({ start, end }) =>
    cuts.push([(start - midnight) / 1000, (end - midnight) / 1000]),
  );
  for (const offset of offsets) {
    const next = due.shift()!;
    now = next.time + offset * 1000;
    next.action();
  }
  return cuts;
}

test('a late call keeps the times of its interval, and time slept through is skipped', () => {
  assert.deepEqual(cutsOf(9, [3, 75, 0]), [
    [9, 10],
    [10, 20],
    [90, 100],
  ]);
});

test('after the clock was set back the points get times of their own', () => {
  assert.deepEqual(cutsOf(609, [0, -600.4, 0, 0]), [
    [609, 610],
    [610, 620],
    [19.6, 20],
    [20, 30],
  ]);
});

test('a clock that is set back a little delays a flush, and no interval comes twice', () => {
  assert.deepEqual(cutsOf(9, [0, -0.3, 0]), [
    [9, 10],
    [10, 20],
    [20, 30],
  ]);
});
