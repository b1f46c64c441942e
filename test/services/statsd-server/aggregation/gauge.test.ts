import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setGauge } from '../../../../services/statsd-server/aggregation/gauge.ts';

/** What a gauge is after each value; those with a sign change it. */
function gauge(...texts: string[]): number[] {
  const values = new Float64Array(1);
  return texts.map(text => {
    setGauge(values, 0, Number(text), /^[-+]/.test(text));
    return values[0]!;
  });
}

test('a gauge is set, or changed where the value has a sign, from 0 at first', () => {
  assert.deepEqual(gauge('+3', '-1', '-1', '7', '+0.5', '0', '-4'), [3, 2, 1, 7, 7.5, 0, -4]);
});

test('a gauge does not go beyond what a double holds', () => {
  assert.deepEqual(gauge('+1e308', '+1e308', '-1'), [1e308, 1e308, 1e308]);
});
