import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Trailing } from '../../../../../services/web/browser/running/trailing.ts';

const length = 10_000;

/** Sees a count that is so much at each second of an interval: `totals` are what the store told of those before. */
function follow(intervals: readonly ((second: number) => number)[], totals: readonly (number | undefined)[]) {
  const trailing = new Trailing(length);
  return intervals.map((countAt, interval) =>
    Array.from({ length: 10 }, (_, second) =>
      trailing.see(interval * length, second * 1000, countAt(second), totals[interval]),
    ),
  );
}

test('a steady flow neither dips when an interval begins nor jumps when it ends', () => {
  const steady = (second: number) => second * 5;
  const [, second, third] = follow([steady, steady, steady], [undefined, 50, 50]);
  assert.deepEqual(second, Array(10).fill(50));
  assert.deepEqual(third, Array(10).fill(50));
});

test('what is told once an interval keeps its figure, told at its begin or just before its end', () => {
  const [, atBegin] = follow([() => 70, () => 70], [undefined, 70]);
  assert.deepEqual(atBegin, Array(10).fill(70));
  // Nobody looks between the telling and the end: the store has it, and so has what follows.
  const [, atEnd] = follow([() => 0, () => 0], [undefined, 70]);
  assert.deepEqual(atEnd, Array(10).fill(70));
});

test('what is new counts at once, and what was a burst goes when it is an interval old', () => {
  const [, burst] = follow([second => (second < 5 ? 0 : 100), second => (second < 2 ? 0 : 3)], [undefined, 100]);
  assert.deepEqual(burst, [100, 100, 103, 103, 103, 3, 3, 3, 3, 3]);
});

test('until the store tells the interval before, what was shown of it stands for it', () => {
  const [, untold] = follow([() => 70, second => second], [70, undefined]);
  assert.deepEqual(untold?.slice(0, 3), [0, 1, 2]);
  const trailing = new Trailing(length);
  assert.equal(trailing.see(0, 9000, 0, 40), 40); // the store has told 40 of the one before this
  assert.equal(trailing.see(length, 0, 0, undefined), 40);
});

test('an interval that was not seen only keeps the figure from dipping', () => {
  const trailing = new Trailing(length);
  assert.equal(trailing.see(0, 3000, 10, 40), 40);
  assert.equal(trailing.see(0, 8000, 50, 40), 50);
});
