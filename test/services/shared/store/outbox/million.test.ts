import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Point } from '../../../../../services/shared/point.ts';
import { openScripted } from './support.ts';

const million = 1_000_000;

/** So many points of a flush, from the one given on. */
const slice = (from: number, count: number): Point[] =>
  Array.from({ length: count }, (_, index) => ({
    metric: `app.requests.endpoint_${from + index}.count`,
    tags: {},
    fields: { value: from + index },
    time: 10_000,
  }));

test('a flush of a million points: a slow store gets all of them once, in order, some at a time', async t => {
  const { outbox, store, lie, metrics } = await openScripted(t);
  let next = 0;
  let most = 0;
  store.write = async points => {
    most = Math.max(most, points.length);
    for (const { metric, fields } of points) {
      if (fields.value !== next || metric !== `app.requests.endpoint_${next}.count`) throw new Error(`not ${next}`);
      next += 1;
    }
    await turn();
    return { ok: true, value: points.length };
  };
  let held = 0;
  for (let from = 0; from < million; from += 5000) {
    outbox.push(slice(from, 5000));
    await turn();
    held = Math.max(held, process.memoryUsage().arrayBuffers);
  }
  outbox.commit();
  await lie();
  assert.equal(next, million);
  assert.equal(most, 5000);
  assert.deepEqual(metrics(), ['tidegauge.store.written 1000000 c']);
  // All of it is 60 MB: what came to disk is held no longer.
  assert.ok(held < 48e6, `${held} bytes in memory at a time`);
});
