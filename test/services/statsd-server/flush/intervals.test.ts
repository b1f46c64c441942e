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

test('a late call keeps the times of its interval, and time slept through is skipped', async () => {
  const due: { time: number; action: () => void }[] = [];
  let now = midnight + 9_000;
  const clock = {
    now: () => now,
    at(time: number, action: () => void) {
      due.push({ time, action });
      return () => {};
    },
  };
  const cuts: [number, number][] = [];
  startIntervals({ clock, length: 10_000 }, ({ start, end }) =>
    cuts.push([(start - midnight) / 1000, (end - midnight) / 1000]),
  );
  for (const lateness of [3_000, 75_000, 0]) {
    const next = due.shift()!;
    now = next.time + lateness;
    next.action();
  }
  assert.deepEqual(cuts, [
    [9, 10],
    [10, 20],
    [90, 100],
  ]);
});
