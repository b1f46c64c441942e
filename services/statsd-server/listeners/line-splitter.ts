import { createHeldBytes } from './held-bytes.ts';

/** Puts together again what a stream was cut into. */
export interface Splitter {
  /** Hands on what is complete with this piece. */
  push(piece: Buffer): void;
  /** The stream has ended: hands on what is left, if it is any good. */
  end(): void;
}

const lineFeed = 0x0a;

/**
 * Whole lines, each ended by a line feed, the last one by the end of the stream, too. Holds at most one line's beginning,
 * `maxLineBytes` and two bytes more of it: enough for the parser to see that it is too long, also when the first of them is a
 * carriage return, which is none of a line where it ends one. The rest of such a line is skipped. The bound is asked at each line.
 */
export function createLineSplitter(
  maxLineBytes: () => number,
  lines: (buffer: Buffer, start: number, end: number) => void,
): Splitter {
  const held = createHeldBytes(() => maxLineBytes() + 2);
  const release = () => {
    if (held.length > 0) lines(held.bytes(), 0, held.length);
    held.clear();
  };
  return {
    push(piece) {
      let start = 0;
      if (held.length > 0) {
        const first = piece.indexOf(lineFeed);
        held.add(piece, 0, first < 0 ? piece.length : first);
        if (first < 0) return;
        release();
        start = first + 1;
      }
      const last = piece.lastIndexOf(lineFeed);
      if (last >= start) {
        lines(piece, start, last + 1);
        start = last + 1;
      }
      held.add(piece, start, piece.length);
    },
    end: release,
  };
}
