import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lonePoints, stack } from '../../../../../services/web/browser/chart/stack.ts';

test('each line on top of those before it; gaps only where none has a value', () => {
  assert.deepEqual(
    stack([
      [1, 2, null, null],
      [10, null, 30, null],
    ]),
    [
      [1, 2, 0, null],
      [11, 2, 30, null],
    ],
  );
  assert.deepEqual(stack([]), []);
});

test('values without a neighbour', () => {
  assert.deepEqual(lonePoints([1, null, 2, 3, null, 4]), [0, 5]);
  assert.deepEqual(lonePoints([null, 1, null]), [1]);
  assert.deepEqual(lonePoints([1, 2]), []);
});
