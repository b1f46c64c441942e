/** Puts the lines of a stream together again, wherever it was cut. */
export interface LineSplitter {
  /** Hands on the whole lines that are complete with this piece. */
  push(piece: Buffer): void;
  /** Hands on what is left: a last line needs no line feed. */
  end(): void;
}

const lineFeed = 0x0a;

/**
 * Holds at most one line's beginning, `maxLineBytes` and one byte more of it: enough for the parser to see that it is
 * too long. The rest of such a line is skipped.
 */
export function createLineSplitter(
  maxLineBytes: number,
  lines: (buffer: Buffer, start: number, end: number) => void,
): LineSplitter {
  const held = Buffer.alloc(maxLineBytes + 1);
  let length = 0;

  const hold = (piece: Buffer, start: number, end: number) => {
    length += piece.copy(held, length, start, end);
  };
  const release = () => {
    if (length > 0) lines(held, 0, length);
    length = 0;
  };
  return {
    push(piece) {
      let start = 0;
      if (length > 0) {
        const first = piece.indexOf(lineFeed);
        hold(piece, 0, first < 0 ? piece.length : first);
        if (first < 0) return;
        release();
        start = first + 1;
      }
      const last = piece.lastIndexOf(lineFeed);
      if (last >= start) {
        lines(piece, start, last + 1);
        start = last + 1;
      }
      hold(piece, start, piece.length);
    },
    end: release,
  };
}
