import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delay } from '../../../../services/shared/lifecycle/clock.ts';
import { startSampling } from '../../../../services/shared/lifecycle/sampling.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const midnight = Date.UTC(2026, 0, 1);

/** Samples on an interval, from `start` milliseconds after midnight; each takes as long as `takes` says for its number. */
function sampled(interval: number, start: number, takes: (index: number) => number = () => 0) {
  const clock = createFakeClock(midnight + start);
  const times: number[] = [];
  let running = 0;
  const stop = startSampling({ clock, interval }, async () => {
    const index = times.push(clock.now() - midnight) - 1;
    running += 1;
    assert.equal(running, 1, 'two samples at a time');
    const duration = takes(index);
    if (duration > 0) await delay(clock, duration);
    running -= 1;
  });
  return { clock, times, stop, isRunning: () => running > 0 };
}

test('a sample at once, one after a second, then one shortly before each interval ends', async () => {
  const { clock, times } = sampled(10_000, 3000);
  assert.deepEqual(times, [3000]);
  await clock.advanceTo(midnight + 35_000);
  assert.deepEqual(times, [3000, 4000, 9500, 19_500, 29_500]);
});

test('the early sample gives way to a nearer one of the interval', async () => {
  const { clock, times } = sampled(10_000, 9000);
  await clock.advanceTo(midnight + 20_000);
  assert.deepEqual(times, [9000, 9500, 19_500]);
});

test('a short interval has a lead of a quarter', async () => {
  const { clock, times } = sampled(1000, 100);
  await clock.advanceTo(midnight + 3000);
  assert.deepEqual(times, [100, 750, 1750, 2750]);
});

test('a slow sample makes the next one late, and never runs beside it', async () => {
  const { clock, times } = sampled(10_000, 0, index => (index === 2 ? 25_000 : 0));
  await clock.advanceTo(midnight + 60_000);
  assert.deepEqual(times, [0, 1000, 9500, 39_500, 49_500, 59_500]);
});

test('a first sample that takes longer than a second is followed at once', async () => {
  const { clock, times } = sampled(10_000, 0, index => (index === 0 ? 3000 : 0));
  await clock.advanceTo(midnight + 10_000);
  assert.deepEqual(times, [0, 3000, 9500]);
});

test('stopping ends it', async () => {
  const { clock, times, stop } = sampled(10_000, 0);
  await clock.advance(2000);
  await stop();
  await clock.advance(60_000);
  assert.deepEqual(times, [0, 1000]);
});

test('stopping waits for the sample under way, and none follows', async () => {
  const { clock, times, stop, isRunning } = sampled(10_000, 0, index => (index === 1 ? 5000 : 0));
  await clock.advance(2000);
  assert.equal(isRunning(), true);
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await clock.advance(1000);
  assert.equal(stopped, false);
  await clock.advance(60_000);
  await stopping;
  assert.equal(isRunning(), false);
  assert.deepEqual(times, [0, 1000]);
});
