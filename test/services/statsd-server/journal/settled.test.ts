import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flush } from '../../../../services/statsd-server/journal/journal-records.ts';
import { noMarks } from '../../../../services/statsd-server/journal/marks.ts';
import { emptyParts, settledBy, withoutEntry } from '../../../../services/statsd-server/journal/settled.ts';

const flush = (mark: number, points?: number, events?: number): Flush => ({
  points,
  events,
  marks: { events: mark, series: [[0, mark]] },
  lateSecond: 0,
});
const covers = (events: number, series: number) => ({ events, series: [[0, series]] });

test('an entry covers its kind as far as its flush says', () => {
  const flushes = [flush(3, 1, 2), flush(5, 3, 4)];
  assert.deepEqual(settledBy(flushes, 1), covers(0, 3));
  assert.deepEqual(settledBy(flushes, 4), covers(5, 0));
  assert.equal(settledBy(flushes, 9), noMarks);
});

test('a flush waits for its entries, one by one', () => {
  const one = withoutEntry(flush(3, 1, 2), 1);
  assert.deepEqual([one.points, one.events], [undefined, 2]);
  assert.deepEqual(withoutEntry(one, 7), one);
});

test('a kind of which there was nothing is covered, unless a flush before waits for an entry of it', () => {
  assert.deepEqual(emptyParts([flush(3, undefined, 2)]), covers(0, 3));
  assert.deepEqual(emptyParts([flush(3, 1), flush(5, undefined, 4)]), covers(3, 0));
  assert.deepEqual(emptyParts([flush(3), flush(5), flush(7, 1, 2), flush(9)]), covers(5, 5));
  assert.deepEqual(emptyParts([]), covers(0, 0));
});
