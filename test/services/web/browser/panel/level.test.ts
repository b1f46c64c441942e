import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelOf } from '../../../../../services/web/browser/panel/level.ts';

test('a figure is fine up to the first threshold, bad above the second', () => {
  const levels = [null, 0.8, 0.81, 0.9, 0.91].map(value => levelOf(value, { warn: 0.8, bad: 0.9 }));
  assert.deepEqual(levels, ['fine', 'fine', 'warn', 'warn', 'bad']);
  assert.equal(levelOf(9, undefined), 'fine');
});
