import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

test('an id that is remembered does not keep the line that it came in', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const strangers = createStrangers();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  // 80 MB, if all of each line were kept.
  for (let id = 0; id < 10_000; id++) {
    const line = Buffer.alloc(8000, 'x').toString('latin1', 0, 7936) + `${id}`.padStart(64, '0');
    strangers.isOne(Buffer.from(line).toString('utf8').slice(-64), 0);
  }
  collectGarbage();
  assert.ok(process.memoryUsage().heapUsed - before < 10_000_000);
  assert.equal(strangers.isOne('9999'.padStart(64, '0'), 60_000), true);
});
