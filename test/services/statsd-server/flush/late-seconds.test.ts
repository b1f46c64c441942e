import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLateSeconds } from '../../../../services/statsd-server/flush/late-seconds.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('each second is given out once, that of the start never: what is out already is taken from those to come', async () => {
  const clock = createFakeClock(7_300);
  const seconds = createLateSeconds(clock);
  assert.deepEqual([seconds.last(), seconds.take(), seconds.take(), seconds.last()], [7, 8, 9, 9]);
  await clock.advanceTo(9_999);
  assert.equal(seconds.take(), 10);
  await clock.advanceTo(13_000);
  assert.deepEqual([seconds.take(), seconds.last()], [13, 13]);
});

test('what the run before gave out is not given out again, though it lies in the future', () => {
  const seconds = createLateSeconds(createFakeClock(7_300), 9);
  assert.deepEqual([seconds.last(), seconds.take()], [9, 10]);
});

test('whoever can wait gets this second, or the next that is not given out', async () => {
  const clock = createFakeClock(7_300);
  const seconds = createLateSeconds(clock);
  const [first, second] = [seconds.next(), seconds.next()];
  await clock.advanceTo(8_000);
  assert.equal(await first, 8);
  await clock.advanceTo(9_000);
  assert.equal(await second, 9);
  await clock.advanceTo(10_500);
  assert.equal(await seconds.next(), 10);
  assert.deepEqual([seconds.take(), seconds.take()], [11, 12]);
  const third = seconds.next();
  await clock.advanceTo(13_000);
  assert.equal(await third, 13);
});

test('after the clock was set back seconds go on from the last one', () => {
  let now = 100_000;
  const seconds = createLateSeconds({ now: () => now, at: () => () => {} });
  now = 50_000;
  assert.equal(seconds.take(), 101);
});
