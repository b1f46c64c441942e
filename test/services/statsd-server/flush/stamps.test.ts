import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateTime, mostTurnsLate, nextStart, turnsWithin } from '../../../../services/statsd-server/flush/stamps.ts';

test('an interval that is cut short starts on a multiple of 10 ms', () => {
  assert.equal(nextStart(20_000, 10_000), 20_000);
  assert.equal(nextStart(23_457, 10_000), 23_460);
  assert.equal(nextStart(29_999, 10_000), 30_000);
  assert.equal(nextStart(1128, 1125), 1135);
});

for (const length of [1000, 1125, 10_000, 60_000]) {
  test(`every late flush of an interval of ${length} ms has a millisecond of its own within it, none in time has`, () => {
    const times = Array.from({ length: turnsWithin(length) }, (_, index) => lateTime(0, index + 1));
    assert.ok(times.every(time => time > 0 && time < length && time % 10 !== 0));
    assert.equal(new Set(times).size, times.length);
    assert.equal(times.at(-1), length - 1);
  });
}

test('a day late, as far as the milliseconds of an interval reach', () => {
  assert.equal(mostTurnsLate(10_000, 18), 8640);
  assert.equal(mostTurnsLate(60_000, 18), 1440);
  assert.equal(mostTurnsLate(1000, 18), 882);
});
