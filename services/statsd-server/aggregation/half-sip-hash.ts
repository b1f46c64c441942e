/** A hash function's secret key of 64 bits. */
export interface HashKey {
  readonly low: number;
  readonly high: number;
}

/** Rounds per word of 4 bytes, and per half of the hash at the end. */
export interface HashRounds {
  readonly word: number;
  readonly end: number;
}

/** As Linux has them for its hash tables (include/linux/siphash.h). */
const hashTableRounds: HashRounds = { word: 1, end: 3 };

/**
 * HalfSipHash with 64 bits of output (Aumasson and Bernstein; github.com/veorq/SipHash, halfsiphash.c) of the bytes [start,
 * end), into `hash`: its low 32 bits, then its high ones. Whoever does not know the key can neither find two values of one
 * hash nor choose where a value goes, and it works in words of 32 bits, which is what JavaScript has.
 */
export function halfSipHash(
  hash: Int32Array,
  key: HashKey,
  bytes: Uint8Array,
  start: number,
  end: number,
  rounds: HashRounds = hashTableRounds,
): void {
  let v0 = key.low | 0;
  let v1 = key.high ^ 0xee;
  let v2 = 0x6c796765 ^ key.low;
  let v3 = 0x74656462 ^ key.high;
  // The words, the bytes left over with the length, then the two halves of the hash.
  const words = (end - start) >> 2;
  for (let step = 0, at = start; step <= words + 2; step++, at += 4) {
    let word = 0;
    if (step < words) word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    else if (step === words) word = lastWord(bytes, at, end, end - start);
    else if (step === words + 1) v2 ^= 0xee;
    else {
      hash[0] = v1 ^ v3;
      v1 ^= 0xdd;
    }
    v3 ^= word;
    for (let round = step <= words ? rounds.word : rounds.end; round > 0; round--) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    v0 ^= word;
  }
  hash[1] = v1 ^ v3;
}

/** Up to three bytes, and the length in the fourth. */
function lastWord(bytes: Uint8Array, start: number, end: number, length: number): number {
  let word = length << 24;
  for (let index = end - 1; index >= start; index--) word |= bytes[index]! << (8 * (index - start));
  return word;
}
