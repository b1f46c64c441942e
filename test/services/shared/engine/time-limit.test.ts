import assert from 'node:assert/strict';
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
