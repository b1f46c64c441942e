import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFlusher } from '../../../../services/statsd-server/flush/flusher.ts';
import { until } from '../../../support/until.ts';
import { createSweptTable } from './swept-table.ts';

/** A flusher of so many counters, for which time goes by as often as it looks at the clock. */
function flushed(series: number) {
  let time = 0;
  const now = () => {
    time += 0.5;
    return time;
  };
  const { sweep, feed } = createSweptTable({}, now);
  const said: string[] = [];
  const flusher = createFlusher({
    sweep,
    now,
    hand: points => said.push(`${points.length} @${points[0]!.time}`),
    onCut: () => {},
    complete: () => said.push('complete'),
  });
  return {
    flusher,
    said,
    feedAll: () => feed(...Array.from({ length: series }, (_, index) => `c${index}:1|c`)),
  };
}

test('a small flush is done at once', () => {
  const { flusher, said, feedAll } = flushed(50);
  feedAll();
  flusher.flush({ start: 0, end: 10 }, false);
  assert.deepEqual(said, ['50 @0', 'complete']);
});

test('a large one goes on in slices, between which other things have their turn', async () => {
  const { flusher, said, feedAll } = flushed(500);
  feedAll();
  flusher.flush({ start: 0, end: 10 }, false);
  assert.equal(said.length, 1);
  await until(() => said.includes('complete'));
  const sizes = said.slice(0, -1).map(text => Number.parseInt(text, 10));
  assert.ok(sizes.length > 1 && sizes.every(size => size < 500));
  assert.equal(
    sizes.reduce((sum, size) => sum + size),
    500,
  );
});

test('the next flush waits for none: the one under way is finished first', () => {
  const { flusher, said, feedAll } = flushed(500);
  feedAll();
  flusher.flush({ start: 0, end: 10 }, false);
  feedAll();
  flusher.flush({ start: 10, end: 20 }, false);
  flusher.finish();
  assert.deepEqual(
    said.map(text => text.replace(/^\d+ /, '')).filter((text, index, all) => text !== all[index - 1]),
    ['@0', 'complete', '@10', 'complete'],
  );
  flusher.finish();
  assert.equal(said.filter(text => text === 'complete').length, 2);
});

test('whoever wants to know its end is told when all is handed on; at once while there is no flush', async () => {
  const { flusher, said, feedAll } = flushed(500);
  await flusher.ended();
  feedAll();
  flusher.flush({ start: 0, end: 10 }, false);
  assert.ok(!said.includes('complete'));
  await flusher.ended();
  assert.equal(said.at(-1), 'complete');
});
