import assert from 'node:assert/strict';
import { test } from 'node:test';
import { halfSipHash } from '../../../../services/statsd-server/aggregation/half-sip-hash.ts';
import { HyperLogLog } from '../../../../services/statsd-server/aggregation/hyperloglog.ts';

/** Of registers of 2^14: 1.04/√m. */
const standardError = 1.04 / Math.sqrt(2 ** 14);
const key = { low: 0x01234567, high: 0x89abcdef | 0 };

const members: Record<string, (index: number) => string> = {
  'numbers in a row': index => `${index}`,
  'long names that differ at their ends': index => `${'user'.repeat(20)}${index}`,
  addresses: index => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
};

function hashes(count: number, memberOf: (index: number) => string, visit: (low: number, high: number) => void): void {
  const hash = new Int32Array(2);
  for (let index = 0; index < count; index++) {
    const bytes = Buffer.from(memberOf(index));
    halfSipHash(hash, key, bytes, 0, bytes.length);
    visit(hash[0]!, hash[1]!);
  }
}

for (const [name, memberOf] of Object.entries(members)) {
  test(`the estimate is within four standard errors, at any number: ${name}`, () => {
    for (const count of [1, 100, 10_000, 40_000, 80_000, 400_000]) {
      const estimate = new HyperLogLog();
      hashes(count, memberOf, (low, high) => estimate.add(low, high));
      const error = (estimate.estimate() - count) / count;
      assert.ok(Math.abs(error) < 4 * standardError, `${count} are estimated ${error * 100} % off`);
    }
  });
}

test('over many sets the estimate has no bias, and the standard error that is stated', () => {
  const count = 60_000;
  const errors = Array.from({ length: 40 }, (_, set) => {
    const estimate = new HyperLogLog();
    hashes(
      count,
      index => `${set}:${index}`,
      (low, high) => estimate.add(low, high),
    );
    return (estimate.estimate() - count) / count;
  });
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  assert.ok(Math.abs(mean) < (4 * standardError) / Math.sqrt(errors.length), `mean ${mean}`);
  assert.ok(deviation < 1.5 * standardError, `deviation ${deviation}`);
});

test('neither order nor repetition changes it', () => {
  const pairs: [number, number][] = [];
  hashes(
    5000,
    index => `${index}`,
    (low, high) => pairs.push([low, high]),
  );
  const [once, again] = [new HyperLogLog(), new HyperLogLog()];
  for (const [low, high] of pairs) once.add(low, high);
  for (const [low, high] of [...pairs, ...pairs].reverse()) again.add(low, high);
  assert.equal(again.estimate(), once.estimate());
});

test('nothing is zero, and registers that are all full do not stall it', () => {
  assert.equal(new HyperLogLog().estimate(), 0);
  const full = new HyperLogLog();
  for (let register = 0; register < 2 ** 14; register++) full.add(0, register << 18);
  assert.equal(full.estimate(), Number.POSITIVE_INFINITY);
});
