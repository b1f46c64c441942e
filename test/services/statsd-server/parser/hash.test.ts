import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashBytes, hashStart } from '../../../../services/statsd-server/parser/hash.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const hashOf = (text: string) => hashBytes(hashStart, Buffer.from(text), 0, text.length);

/** Pairs of names that plain FNV-1a gives one hash for every start with this lowest byte: a sender who guesses it needs to know no more. */
function collisionsOfFnv(lowestByte: number): [string, string][] {
  const random = seededRandom(7);
  const seen = new Map<number, string>();
  const pairs: [string, string][] = [];
  while (pairs.length < 5) {
    let name = '';
    let hash = lowestByte;
    for (let at = 0; at < 8; at++) {
      const byte = 97 + Math.floor(random() * 26);
      name += String.fromCharCode(byte);
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    const other = seen.get(hash);
    if (other !== undefined && other !== name) pairs.push([other, name]);
    seen.set(hash, name);
  }
  return pairs;
}

test('names that were made to collide do not, also for who guesses a byte of the start', () => {
  for (const [one, other] of collisionsOfFnv(hashStart & 0xff)) assert.notEqual(hashOf(one), hashOf(other));
});

test('names that differ in the order of their bytes, or by one at the end, have different hashes', () => {
  const names = ['ab.cd', 'ba.cd', 'ab.dc', 'ab.c', 'ab.cd.', 'cb.ad', 'ab.cde'];
  assert.equal(new Set(names.map(hashOf)).size, names.length);
});

test('a section without bytes changes nothing', () => {
  assert.equal(hashBytes(hashOf('some.name'), Buffer.alloc(0), 0, 0), hashOf('some.name'));
});
