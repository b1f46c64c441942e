import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveredByAll, highestOf, laterOf, markOf, noMarks } from '../../../../services/statsd-server/journal/marks.ts';

const marks = {
  events: 9,
  series: [
    [0, 7],
    [30_000, 4],
  ],
} as const;

test('series of an interval that is not known are covered as those without one of their own', () => {
  assert.deepEqual(
    [0, 30_000, 60_000].map(length => markOf(marks, length)),
    [7, 4, 7],
  );
  assert.equal(markOf({ events: 1, series: [] }, 0), 0);
});

test('everything is covered up to the lowest, something up to the highest', () => {
  assert.deepEqual([coveredByAll(marks), highestOf(marks)], [4, 9]);
  assert.deepEqual([coveredByAll(noMarks), highestOf(noMarks)], [0, 0]);
});

test('of two each kind is covered as far as one says, of a kind that one does not know as that would have it', () => {
  const other = {
    events: 3,
    series: [
      [0, 8],
      [60_000, 5],
    ],
  } as const;
  const both = {
    events: 9,
    series: [
      [0, 8],
      [30_000, 8],
      [60_000, 7],
    ],
  };
  assert.deepEqual(laterOf(marks, other), both);
  assert.deepEqual(laterOf(marks, noMarks), marks);
  assert.deepEqual(laterOf(noMarks, marks), marks);
});
