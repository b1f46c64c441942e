import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStrangers } from '../../../../services/statsd-server/origin/strangers.ts';

test('an id is a stranger once it was unknown for a minute', () => {
  const strangers = createStrangers();
  assert.equal(strangers.isOne('a', 1_000), false);
  assert.equal(strangers.isOne('b', 30_000), false);
  assert.equal(strangers.isOne('a', 60_999), false);
  assert.equal(strangers.isOne('a', 61_000), true);
  assert.equal(strangers.isOne('b', 61_000), false);
});

test('a clock that is set back begins the minute anew', () => {
  const strangers = createStrangers();
  assert.equal(strangers.isOne('a', 1_000_000), false);
  assert.equal(strangers.isOne('a', 0), false);
  assert.equal(strangers.isOne('a', 60_000), true);
});

test('the oldest of more than ten thousand is asked for anew', () => {
  const strangers = createStrangers();
  for (let id = 0; id <= 10_000; id++) strangers.isOne(`${id}`, 0);
  assert.equal(strangers.isOne('1', 60_000), true);
  assert.equal(strangers.isOne('0', 60_000), false);
});
