import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLateSeconds } from '../../../../services/statsd-server/flush/late-seconds.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('each second is given out once, that of the start never', async () => {
  const clock = createFakeClock(7_300);
  const seconds = createLateSeconds(clock);
  assert.equal(seconds.take(), undefined);
  await clock.advanceTo(8_000);
  assert.equal(seconds.take(), 8);
  assert.equal(seconds.take(), undefined);
  await clock.advanceTo(8_999);
  assert.equal(seconds.take(), undefined);
  await clock.advanceTo(11_000);
  assert.equal(seconds.take(), 11);
});

test('whoever can wait gets this second or the next', async () => {
  const clock = createFakeClock(7_300);
  const seconds = createLateSeconds(clock);
  const [first, second] = [seconds.next(), seconds.next()];
  await clock.advanceTo(8_000);
  assert.equal(await first, 8);
  await clock.advanceTo(9_000);
  assert.equal(await second, 9);
  await clock.advanceTo(10_500);
  assert.equal(await seconds.next(), 10);
});

test('after the clock was set back seconds are given out as before', async () => {
  let now = 100_000;
  const seconds = createLateSeconds({ now: () => now, at: () => () => {} });
  now = 50_000;
  assert.equal(seconds.take(), 50);
});
