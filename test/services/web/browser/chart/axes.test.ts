import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoment, formatTick, valueRange } from '../../../../../services/web/browser/chart/axes.ts';

const at = (...parts: [day: number, hour?: number, minute?: number, second?: number]) =>
  new Date(2026, 0, ...parts).getTime();

test('a tick is as exact as the ticks are close; midnight is its day', () => {
  assert.equal(formatTick(at(5, 14, 3, 20) / 1000, 10), '14:03:20');
  assert.equal(formatTick(at(5, 14, 5) / 1000, 300), '14:05');
  assert.equal(formatTick(at(5, 0, 0) / 1000, 3600), '5 Jan');
  assert.equal(formatTick(at(5, 12, 0) / 1000, 86_400), '5 Jan');
});

test('a moment has its day only when that is not today', () => {
  assert.equal(formatMoment(at(5, 14, 3, 20), at(5, 23)), '14:03:20');
  assert.equal(formatMoment(at(4, 14, 3, 20), at(5, 23)), '4 Jan, 14:03:20');
});

test('the axis goes from zero to a little above the data', () => {
  assert.deepEqual(valueRange(5, 100, {}), [0, 108]);
  assert.deepEqual(valueRange(0, 0, {}), [0, 1]);
  assert.deepEqual(valueRange(null, null, {}), [0, 1]);
  assert.deepEqual(valueRange(-20, 100, {}), [-21, 108]);
});

test('a panel’s own end of the axis holds, unless data goes beyond', () => {
  assert.deepEqual(valueRange(0.1, 0.5, { max: 1 }), [0, 1]);
  assert.deepEqual(valueRange(0.1, 1.2, { max: 1 }), [0, 1.2]);
  assert.deepEqual(valueRange(0.1, 0.5, { min: -1 }), [-1, 0.54]);
});
