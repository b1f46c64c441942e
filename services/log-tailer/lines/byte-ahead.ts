import type { Chunk } from './line-sink.ts';

/** Tells whether a byte lies in a line: looked for once in a whole chunk, it costs a line next to nothing. */
export interface ByteAhead {
  /** See {@link LineSink.within}. */
  within(chunk: Chunk | undefined): void;
  /** Whether it may lie in [start, end) of `buffer`; true where that is not known. */
  mayLieIn(buffer: Buffer, start: number, end: number): boolean;
}

/** Times that it is looked for in a chunk: of a byte that is more frequent each line had better be read. */
const mostLooks = 64;

/** For a byte that few lines have. */
export function createByteAhead(byte: number): ByteAhead {
  /** What is known of: nothing where it is undefined. */
  let known: Buffer | undefined;
  let chunkEnd = 0;
  /** From `seenFrom` on the byte comes first at `next`. */
  let seenFrom = 0;
  let next = 0;
  let looks = 0;

  const look = (buffer: Buffer, from: number) => {
    // No further than the chunk: behind it may lie much that nobody asked for.
    const found = buffer.subarray(from, chunkEnd).indexOf(byte);
    seenFrom = from;
    next = found < 0 ? chunkEnd : from + found;
    looks += 1;
    known = looks < mostLooks ? buffer : undefined;
  };
  return {
    within(chunk) {
      known = undefined;
      if (chunk === undefined) return;
      chunkEnd = chunk.end;
      looks = 0;
      look(chunk.buffer, chunk.start);
    },
    mayLieIn(buffer, start, end) {
      if (buffer !== known || start < seenFrom || end > chunkEnd) return true;
      if (start > next) look(buffer, start);
      return next < end;
    },
  };
}
