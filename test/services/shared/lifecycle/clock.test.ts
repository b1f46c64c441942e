import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { delay, systemClock, within } from '../../../../services/shared/lifecycle/clock.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

/** The machine's timers and wall clock, held at noon. */
function holdTime(t: TestContext) {
  const noon = Date.UTC(2026, 0, 1, 12);
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: noon });
  return { noon, timers: t.mock.timers };
}

test('an action runs once, when its time has come', t => {
  const { noon, timers } = holdTime(t);
  const times: number[] = [];
  systemClock.at(noon + 2500, () => times.push(systemClock.now() - noon));
  timers.tick(2499);
  assert.deepEqual(times, []);
  timers.tick(1);
  assert.deepEqual(times, [2500]);
  timers.tick(10_000);
  assert.deepEqual(times, [2500]);
});

test('an action whose time is over runs soon, but not within the call', t => {
  const { noon, timers } = holdTime(t);
  let ran = false;
  systemClock.at(noon - 1000, () => {
    ran = true;
  });
  assert.equal(ran, false);
  timers.tick(1);
  assert.equal(ran, true);
});

test('a timer that is a part of a millisecond early by the wall clock does not run its action before its time', t => {
  const { noon, timers } = holdTime(t);
  const began = performance.now();
  let monotonic = began;
  t.mock.method(performance, 'now', () => monotonic);
  const times: number[] = [];
  systemClock.at(noon + 1500, () => times.push(systemClock.now() - noon));
  monotonic = began + 1001.5;
  timers.tick(1000);
  monotonic = began + 1500.2;
  timers.tick(499);
  timers.tick(1);
  assert.deepEqual(times, [1500]);
});

test('an action that is taken back does not run', t => {
  const { noon, timers } = holdTime(t);
  const cancel = systemClock.at(noon + 2500, () => assert.fail('ran'));
  timers.tick(1500);
  cancel();
  timers.tick(5000);
});

test('a wall clock that is set forward is noticed within a second', t => {
  const { noon, timers } = holdTime(t);
  let ran = false;
  systemClock.at(noon + 3_600_000, () => {
    ran = true;
  });
  timers.tick(500);
  timers.setTime(noon + 7_200_000);
  timers.tick(1000);
  assert.equal(ran, true);
});

test('delay resolves after that time of its clock', async () => {
  const clock = createFakeClock();
  let over = false;
  const waiting = delay(clock, 1000).then(() => {
    over = true;
  });
  await clock.advance(999);
  assert.equal(over, false);
  await clock.advance(1);
  await waiting;
  assert.equal(over, true);
});

test('a wall clock that is set back does not hold an action up', async t => {
  let ran = false;
  systemClock.at(Date.now() + 30, () => {
    ran = true;
  });
  const { now } = Date;
  t.mock.method(Date, 'now', () => now() - 3_600_000);
  const deadline = performance.now() + 5000;
  while (!ran && performance.now() < deadline) await new Promise(resolve => setImmediate(resolve));
  assert.ok(ran);
});

test('what is waited for is had, or nothing once the time is over; either way nothing is left to run', async () => {
  const clock = createFakeClock();
  const left: (() => void)[] = [];
  const watched = {
    ...clock,
    at(time: number, action: () => void) {
      const cancel = clock.at(time, () => {
        left.splice(left.indexOf(action), 1);
        action();
      });
      left.push(action);
      return () => {
        left.splice(left.indexOf(action), 1);
        cancel();
      };
    },
  };
  assert.equal(await within(watched, 1000, Promise.resolve('in time')), 'in time');
  await assert.rejects(within(watched, 1000, Promise.reject(new Error('failed'))), /failed/);
  const late = within(watched, 1000, new Promise(() => {}));
  await clock.advance(1000);
  assert.equal(await late, undefined);
  assert.deepEqual(left, []);
});
