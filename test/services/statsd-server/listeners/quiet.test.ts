import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilParted, untilQuiet } from '../../../../services/statsd-server/listeners/quiet.ts';

test('a farewell ends when the last connection has gone', async () => {
  const counts = [2, 1, 1, 0];
  await untilParted(() => counts.shift() ?? assert.fail('asked once more'), 60_000);
  assert.deepEqual(counts, []);
});

test('whoever stays is not waited for for ever', async () => {
  let asked = 0;
  await untilParted(() => {
    asked += 1;
    return 1;
  }, 1);
  assert.ok(asked <= 2);
});

test('it is quiet once nothing more was received, and nothing is unread', async () => {
  const received = [1, 1, 2, 2, 2, 2, 2];
  const unread = [true, true, false];
  await untilQuiet(
    () => received.shift() ?? 2,
    () => unread.shift() ?? assert.fail('asked once more'),
  );
  assert.deepEqual(unread, []);
});
