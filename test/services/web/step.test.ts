import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseStep, leastStep } from '../../../services/web/step.ts';

const seconds = (range: number, flushInterval = 10, least = 0) =>
  chooseStep({ range: range * 1000, flushInterval: flushInterval * 1000, least: least * 1000 }) / 1000;

test('the narrowest round width that makes at most 400 windows', () => {
  const ranges = { 300: 10, 900: 10, 3600: 10, 10800: 30, 43200: 120, 86400: 300, 172800: 600, 604800: 1800 };
  for (const [range, step] of Object.entries(ranges)) assert.equal(seconds(Number(range)), step, range);
});

test('whole flush intervals, even odd ones and beyond the round widths', () => {
  assert.equal(seconds(900, 7), 7);
  assert.equal(seconds(86_400, 7), 217);
  assert.equal(seconds(60, 3600), 3600);
  assert.equal(seconds(400 * 30 * 86_400), 30 * 86_400);
});

test('no finer than the points that are still kept', () => {
  assert.equal(seconds(900, 10, 60), 60);
  const resolutions = {
    flushInterval: 10,
    kept: [
      { keep: 1000, step: 10 },
      { keep: 5000, step: 60 },
    ],
  };
  assert.deepEqual(
    [1000, 1001, 9999].map(age => leastStep(resolutions, age)),
    [10, 60, 60],
  );
  assert.equal(leastStep({ flushInterval: 10, kept: [] }, 9999), 10);
});
