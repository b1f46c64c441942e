import { randomFillSync, randomInt } from 'node:crypto';

/** Where hashes begin: another number in each process. */
export const hashStart = randomInt(2 ** 31);

/**
 * What stands for each byte: other numbers in each process, so that no one can prepare names that all collide. A secret
 * start alone does not do: of it FNV-1a mixes only the lowest byte with the text, and for each of these 256 there are such names.
 */
const secrets = randomFillSync(new Int32Array(256));

/** FNV-1a, 32 bits (draft-eastlake-fnv), one byte on, with a secret for the byte. The parser, which sees each byte anyway, does the same in its loops. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ secrets[byte]!, 0x01000193);
}

/** Where the hash of every second byte begins. */
export const secondStart = randomInt(2 ** 31);

/** One hash of two: that of the first, third … byte, and that of the second, fourth … */
export function joinHashes(first: number, second: number): number {
  return Math.imul(first ^ ((second << 15) | (second >>> 17)), 0x01000193);
}

/**
 * The hash of a section of bytes behind others, which is the same when the section is empty. Two hashes take turns, of
 * which neither waits for the other's multiplication; they are joined at the end.
 */
export function hashBytes(hash: number, buffer: Uint8Array, start: number, end: number): number {
  if (start >= end) return hash;
  let first = hash;
  let second = secondStart;
  for (let index = start; index < end; index += 2) {
    first = hashByte(first, buffer[index]!);
    if (index + 1 < end) second = hashByte(second, buffer[index + 1]!);
  }
  return joinHashes(first, second);
}
