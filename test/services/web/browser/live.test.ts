import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextTick } from '../../../../services/web/browser/live.ts';

test('the next look is a second after the end of an interval', () => {
  const nexts = [0, 999, 1000, 1001, 10_999, 11_000].map(now => nextTick(now, 10_000));
  assert.deepEqual(nexts, [1000, 1000, 11_000, 11_000, 11_000, 21_000]);
});
