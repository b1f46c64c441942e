import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sparklinePath } from '../../../../../services/web/browser/panel/sparkline.ts';

test('zero is at the bottom, the largest at the top, gaps are gaps, and a lone value is a dot', () => {
  assert.equal(sparklinePath([0, 10, null, 5, null]), 'M0.0 23.0h0L25.0 1.0M75.0 12.0h0');
});

test('against the end of the axis where there is one', () => {
  assert.equal(sparklinePath([0.5, 0.5], 1), 'M0.0 12.0h0L100.0 12.0');
});

test('nothing, and nothing but zero', () => {
  assert.equal(sparklinePath([]), '');
  assert.equal(sparklinePath([0]), 'M0.0 23.0h0');
});
