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

/** The hash of more bytes. */
export function hashBytes(hash: number, buffer: Uint8Array, start: number, end: number): number {
  let result = hash;
  for (let index = start; index < end; index++) result = hashByte(result, buffer[index]!);
  return result;
}
