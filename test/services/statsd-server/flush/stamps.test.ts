import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateTime, nextStart } from '../../../../services/statsd-server/flush/stamps.ts';

test('an interval that is cut short starts on a multiple of 10 ms', () => {
  assert.equal(nextStart(20_000, 10_000), 20_000);
  assert.equal(nextStart(23_457, 10_000), 23_460);
  assert.equal(nextStart(29_999, 10_000), 30_000);
});

const now = Date.UTC(2026, 0, 1) / 1000;

for (const [length, times] of [
  [1000, 900],
  [10_000, 9000],
  [3_600_000, 3_240_000],
] as const) {
  test(`${times} seconds on end give a late interval of ${length} ms a millisecond of their own within it, none in time has`, () => {
    const found = new Set(Array.from({ length: times }, (_, index) => lateTime(0, length, now + index)));
    assert.equal(found.size, times);
    for (const time of found) assert.ok(time > 0 && time < length && time % 10 !== 0);
  });
}

test('two seconds give times of their own when the length was changed between them, too', () => {
  const seconds = Array.from({ length: 9000 }, (_, index) => now + index);
  const before = new Set(seconds.slice(0, 4500).map(second => lateTime(60_000, 60_000, second)));
  for (const second of seconds.slice(4500))
    for (let start = 60_000; start < 120_000; start += 10_000)
      assert.equal(before.has(lateTime(start, 10_000, second)), false);
});
