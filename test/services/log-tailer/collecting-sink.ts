import type { LineLimits, LineSink } from '../../../services/log-tailer/lines/line-sink.ts';

/** A sink that keeps its lines as text, each with how many bytes it took in the log: `hello 6`. */
export interface CollectingSink extends LineSink {
  readonly lines: string[];
  /** What came since the last call. */
  take(): string[];
}

/** An empty collection. */
export function createCollectingSink(): CollectingSink {
  const lines: string[] = [];
  return {
    lines,
    line: (buffer, start, end, logged) => void lines.push(`${buffer.toString('utf8', start, end)} ${logged}`),
    take: () => lines.splice(0),
  };
}

/** Limits that count the lines that were cut. */
export function createLimits(maxLine = 1_000_000, room = 10_000_000): LineLimits & { truncated: number } {
  const limits = { maxLine, room: { left: room }, truncated: 0, onTruncated: () => void limits.truncated++ };
  return limits;
}
