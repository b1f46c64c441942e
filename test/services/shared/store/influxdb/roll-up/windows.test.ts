import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWindows, grace, mostTouched } from '../../../../../../services/shared/store/influxdb/roll-up/windows.ts';

const minute = 60_000;

/** Windows of a minute, and a clock that a test sets. */
function openWindows(start: number) {
  const clock = { time: start, now: () => clock.time };
  return { clock, windows: createWindows(minute, clock) };
}

test('a window is due when the grace after its end and after its first write is over', () => {
  const { clock, windows } = openWindows(10 * minute);
  windows.touch(10 * minute + 5);
  clock.time = 11 * minute + grace - 1;
  assert.deepEqual([...windows.due()], []);
  clock.time += 1;
  assert.deepEqual([...windows.due()], [10 * minute]);
  windows.touch(3 * minute);
  assert.deepEqual([...windows.due()], [10 * minute]);
  clock.time += grace;
  windows.touch(3 * minute);
  assert.deepEqual([...windows.due()], [3 * minute, 10 * minute], 'further writes put it off no more');
});

test('nothing is called rolled up of which a window is touched, being written or being worked on', () => {
  const { windows } = openWindows(10 * minute + grace);
  assert.equal(windows.rolled(), 10 * minute);
  const endWrite = windows.beginWrite(4 * minute + 1);
  assert.equal(windows.rolled(), 4 * minute);
  endWrite();
  assert.equal(windows.rolled(), 4 * minute);
  const work = windows.begin(4 * minute);
  assert.equal(windows.rolled(), 4 * minute);
  work.end();
  assert.equal(windows.rolled(), 10 * minute);
});

test('what is written while its window is worked on has that done again', () => {
  const { clock, windows } = openWindows(10 * minute);
  const endWrite = windows.beginWrite(4 * minute);
  const work = windows.begin(4 * minute);
  endWrite();
  work.end();
  clock.time += grace;
  assert.deepEqual([...windows.due()], [4 * minute]);
});

test('a stretch of windows is gone through once, oldest first, as far as they are over', () => {
  const { windows } = openWindows(10 * minute);
  windows.touchAll(6 * minute + 1, 11 * minute);
  assert.equal(windows.rolled(), 6 * minute);
  const starts: number[] = [];
  for (const start of windows.due()) {
    starts.push(start / minute);
    windows.begin(start).end();
  }
  assert.deepEqual(starts, [6, 7, 8]);
  assert.equal(windows.rolled(), 9 * minute);
});

test('what of a stretch holds no points is left out at once, and nothing is called unknown but what follows', () => {
  const { windows } = openWindows(10 * minute);
  windows.touchAll(2 * minute, 9 * minute);
  windows.begin(2 * minute).end();
  assert.deepEqual(windows.unknownAfter(2 * minute), { from: 3 * minute, to: 9 * minute });
  assert.equal(windows.unknownAfter(6 * minute), undefined);
  windows.skipUnknown(7 * minute + 5);
  assert.equal(windows.rolled(), 7 * minute);
  windows.skipUnknown(9 * minute);
  assert.equal(windows.unknownAfter(8 * minute), undefined);
});

test('all that have begun, for a last time: the window under way too, no grace, and none of the future', () => {
  const { windows } = openWindows(10 * minute + 5);
  windows.touchAll(8 * minute, 12 * minute);
  windows.touch(5 * minute);
  const starts: number[] = [];
  for (const start of windows.begun()) {
    starts.push(start / minute);
    windows.begin(start).end();
  }
  assert.deepEqual(starts, [8, 9, 10, 5]);
  assert.equal(windows.rolled(), 9 * minute, 'what is not over counts as not rolled up');
});

test('more windows than are remembered one by one become a stretch: none is forgotten', () => {
  const { clock, windows } = openWindows(0);
  for (let index = 0; index <= mostTouched; index += 1) windows.touch(index * 2 * minute);
  clock.time = mostTouched * 3 * minute;
  assert.equal(windows.rolled(), 0);
  const starts: number[] = [];
  for (const start of windows.due()) {
    starts.push(start / minute);
    windows.begin(start).end();
  }
  assert.deepEqual([starts[0], starts.at(-1), starts.length], [0, 2 * mostTouched, 2 * mostTouched + 1]);
});
