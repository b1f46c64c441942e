import { randomInt } from 'node:crypto';

/** Where hashes begin: another number in each process, so that no one can prepare names that all collide. */
export const hashStart = randomInt(2 ** 31);

/** FNV-1a, 32 bits (draft-eastlake-fnv), one byte on. The parser, which sees each byte anyway, does the same in its loops. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** The hash of more bytes. */
export function hashBytes(hash: number, buffer: Uint8Array, start: number, end: number): number {
  let result = hash;
  for (let index = start; index < end; index++) result = hashByte(result, buffer[index]!);
  return result;
}
