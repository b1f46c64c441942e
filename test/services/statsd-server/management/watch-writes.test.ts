import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, success } from '../../../../services/shared/outcome.ts';
import type { WriteOutcome } from '../../../../services/shared/store/metric-store.ts';
import { watchWrites } from '../../../../services/statsd-server/management/watch-writes.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('a write is told with its begin and how long it took, a failure with its begin; events are not told', async () => {
  const clock = createFakeClock(1000);
  let outcome: WriteOutcome = success(1);
  const { store, state } = watchWrites(
    'influxdb',
    {
      async write() {
        await clock.advance(250);
        return outcome;
      },
      writeEvents: async () => failure({ kind: 'refused', message: 'no' }),
    },
    clock,
  );
  const name = 'influxdb';
  assert.deepEqual(state(), { name, lastFlush: undefined, lastException: undefined, flushTime: 0 });
  assert.equal(await store.write([]), outcome);
  await store.writeEvents([]);
  assert.deepEqual(state(), { name, lastFlush: 1000, lastException: undefined, flushTime: 250 });
  outcome = failure({ kind: 'retry', message: 'away' });
  assert.equal(await store.write([]), outcome);
  assert.deepEqual(state(), { name, lastFlush: 1000, lastException: 1250, flushTime: 250 });
});
