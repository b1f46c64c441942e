import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sliceEvents } from '../../../../services/shared/store/event-slices.ts';

/** How many events each slice has, of events with texts of these lengths. */
function slices(lengths: readonly number[]): number[] {
  const events = lengths.map((length, index) => ({ time: index, title: '', text: 'x'.repeat(length), tags: {} }));
  const found = sliceEvents(events);
  assert.deepEqual(found.flat(), events);
  return found.map(slice => slice.length);
}

test('no events make no slice', () => assert.deepEqual(slices([]), []));

test('a slice has at most 500 events', () => {
  assert.deepEqual(slices(Array(500).fill(10)), [500]);
  assert.deepEqual(slices(Array(1001).fill(10)), [500, 500, 1]);
});

test('a slice has at most four million characters, unless one event alone has more', () => {
  assert.deepEqual(slices([3_000_000, 1_000_000, 1, 5_000_000, 1]), [2, 1, 1, 1]);
});
