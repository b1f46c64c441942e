/** The beginning of something of which the rest is still to come. */
export interface HeldBytes {
  readonly length: number;
  /** What is held, from 0 to `length`; to be used until the next change only. */
  bytes(): Buffer;
  /** Holds [start, end) of `piece` too, as much of it as there is room for. */
  add(piece: Buffer, start: number, end: number): void;
  clear(): void;
}

/** The first memory, and what is kept when it is empty again: of 1024 connections that is 256 KB. */
const least = 256;
const none = Buffer.alloc(0);

/** Holds up to `limit` bytes, asked whenever it is empty, and has memory only for what there is: idle connections are to cost little. */
export function createHeldBytes(limit: () => number): HeldBytes {
  let memory = none;
  let length = 0;
  let most = 0;

  /** Makes memory for `needed` bytes. */
  function grow(needed: number): void {
    if (needed <= memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(needed, least, memory.length * 2)));
    memory.copy(larger, 0, 0, length);
    memory = larger;
  }

  return {
    get length() {
      return length;
    },
    bytes: () => memory,
    add(piece, start, end) {
      if (length === 0) most = limit();
      const taken = Math.min(end - start, most - length);
      if (taken <= 0) return;
      grow(length + taken);
      length += piece.copy(memory, length, start, start + taken);
    },
    clear() {
      length = 0;
      if (memory.length > least) memory = none;
    },
  };
}
