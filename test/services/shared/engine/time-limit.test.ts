import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { withTimeLimit } from '../../../../services/shared/engine/time-limit.ts';

test('a request that answers in time is as it was', async () => {
  assert.equal(await withTimeLimit('it', 1000, async () => 7), 7);
  await assert.rejects(
    withTimeLimit('it', 1000, async () => {
      throw new Error('no');
    }),
    /^Error: no$/,
  );
});

test('one that does not is aborted, and fails even if it does not heed that', async () => {
  let aborted = false;
  const request = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return new Promise<never>(() => {});
  };
  await assert.rejects(withTimeLimit('the list', 1, request), /^Error: no answer to the list within 0.001 s$/);
  assert.ok(aborted);
});

test('one that is no longer wanted is aborted, and fails even if it does not heed that', async () => {
  const stopping = new AbortController();
  let aborted = false;
  const asked = withTimeLimit(
    'the list',
    60_000,
    signal => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise<never>(() => {});
    },
    stopping.signal,
  );
  stopping.abort(new Error('stopping'));
  await assert.rejects(asked, /^Error: stopping$/);
  assert.ok(aborted);
});

test('what is not wanted from the outset is not asked', async () => {
  const request = () => assert.fail('asked');
  await assert.rejects(withTimeLimit('the list', 1000, request, AbortSignal.abort(new Error('stopped'))), /stopped/);
});

test('nothing is left at a signal that outlives many requests', async () => {
  const { signal } = new AbortController();
  for (let count = 0; count < 20; count += 1) await withTimeLimit('it', 1000, async () => count, signal);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});
