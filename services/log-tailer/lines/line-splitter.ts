import type { LineLimits, LineSink } from './line-sink.ts';
import { createPartialLine, type KeptPartial, type PartialLine } from './partial-line.ts';
import { scanLines } from './scan-lines.ts';

/** Cuts a stream of chunks into lines. */
export interface LineSplitter {
  /** The next bytes of the stream: [start, end) of `chunk`. */
  feed(chunk: Buffer, start: number, end: number): void;
  /** Nothing more comes of the line that is open: hands it on as it is. */
  end(): void;
  /** The open line, for the next run. */
  keep(): KeptPartial | undefined;
  /** Moves the open line behind what has come of `other`. */
  moveTo(other: PartialLine): void;
  /** Lets go of the open line. */
  clear(): void;
}

const lineFeed = 10;

/** Hands the lines on to `sink`; a line that spans chunks is carried, within the limits. */
export function createLineSplitter(sink: LineSink, limits: LineLimits, kept?: KeptPartial): LineSplitter {
  const partial = createPartialLine(limits, kept);
  return {
    feed(chunk, start, end) {
      let from = start;
      if (partial.open) {
        const at = chunk.indexOf(lineFeed, start);
        const ends = at >= 0 && at < end;
        partial.append(chunk, start, ends ? at : end);
        if (!ends) return;
        partial.end(sink, 1);
        from = at + 1;
      }
      const rest = scanLines(chunk, from, end, sink, limits);
      if (rest < end) partial.append(chunk, rest, end);
    },
    end() {
      if (partial.open) partial.end(sink, 0);
    },
    keep: () => partial.keep(),
    moveTo: other => partial.moveTo(other),
    clear: () => partial.clear(),
  };
}
