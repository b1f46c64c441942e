import assert from 'node:assert/strict';
import { test } from 'node:test';
import { halfSipHash } from '../../../../services/statsd-server/aggregation/half-sip-hash.ts';

/** HalfSipHash-2-4-64 of the bytes 0, 1, 2 … under the key 00 01 … 07, by their number: vectors.h of github.com/veorq/SipHash. */
const vectors = [
  '218d1f59b9b83cc8',
  'be552412f8387315',
  '064f39ef7c50eb57',
  'ce0f1a45f7060679',
  'd5e78a175be52ea1',
  'cb9d7c3f2f3db580',
  'ce3e91358aa2bc25',
  'ff202728b07bc684',
  'edfee820bce4858c',
  '5b51cccc13888307',
  '95b0469f06a6f2ee',
  'ae26333994ddcd48',
  '7bc71f9faef5c799',
  '5a2352d75a0c3744',
  '3bb1a870eae8e658',
  '217d0bcb4e81c902',
  '7336aad25f7bf3b5',
];

const key = { low: 0x03020100, high: 0x07060504 };

test('it is the reference, with its rounds', () => {
  const bytes = Uint8Array.from(vectors.keys());
  for (const [length, expected] of vectors.entries()) {
    const hash = new Int32Array(2);
    halfSipHash(hash, key, bytes, 0, length, { word: 2, end: 4 });
    assert.equal(Buffer.from(hash.buffer).toString('hex'), expected);
  }
});

test('only the range and the key matter', () => {
  const hashOf = (text: string, start: number, end: number, low = key.low) => {
    const hash = new Int32Array(2);
    halfSipHash(hash, { ...key, low }, Buffer.from(text), start, end);
    return [...hash];
  };
  assert.deepEqual(hashOf('xx:alice|s', 3, 8), hashOf('alice', 0, 5));
  assert.notDeepEqual(hashOf('alice', 0, 5), hashOf('alicf', 0, 5));
  assert.notDeepEqual(hashOf('alice', 0, 5), hashOf('alice\0', 0, 6));
  assert.notDeepEqual(hashOf('alice', 0, 5), hashOf('alice', 0, 5, 1));
});
