import type { Event } from '../../shared/event.ts';
import { carriageReturn, endOf, lineFeed } from './bytes.ts';
import { createFullLine } from './full-line.ts';
import { createMetricLine, type LineReceiver, viewOf } from './metric-line.ts';
import { readQuickLine } from './quick-line.ts';

/** Turns packets into metrics. */
export interface Parser {
  /** The bytes [start, end) of `buffer` are whole lines; a last one needs no line feed. Returns how many were not empty. */
  parse(buffer: Buffer, start: number, end: number): number;
}

/** What a parser works with. */
export interface ParserOptions {
  readonly receiver: LineReceiver<Event>;
  /** A longer line is bad. Asked for at each packet, since the configuration may change. */
  readonly maxLineBytes: () => number;
  /** Epoch milliseconds, for events without a date. */
  readonly now: () => number;
  /** Whether a container's id (`|c:`) says where a line comes from, or is passed over. */
  readonly keepOrigin?: () => boolean;
  /** Whether the packet at hand is of this process. Asked at each. */
  readonly isOwn?: () => boolean;
}

/**
 * A parser of StatsD lines in all their dialects. Nearly all lines are of the one simple form that quick-line.ts reads in
 * one pass; what is not, and what is wrong, is read anew by full-line.ts, which knows the whole grammar and says what is bad.
 */
export function createParser(options: ParserOptions): Parser {
  const { receiver, maxLineBytes, now, keepOrigin = () => false, isOwn = () => false } = options;
  const line = createMetricLine();
  const readFullLine = createFullLine({ line, receiver, now, keepOrigin });

  return {
    parse(buffer, start, end) {
      const longest = maxLineBytes();
      line.own = isOwn();
      // Made once for the ring, out of which nearly all packets come.
      if (buffer !== line.buffer) {
        line.buffer = buffer;
        line.view = viewOf(buffer);
      }
      let lines = 0;
      for (let at = start; at < end; ) {
        const quickEnd = readQuickLine(line, buffer, at, end);
        if (quickEnd >= 0 && quickEnd - at <= longest) {
          receiver.metric(line);
          lines += 1;
          at = quickEnd + 1;
          continue;
        }
        const lineEnd = endOf(buffer, lineFeed, at, end);
        const textEnd = lineEnd > at && buffer[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
        if (textEnd > at) {
          lines += 1;
          const reason = textEnd - at > longest ? 'too_long' : readFullLine(buffer, at, textEnd);
          if (reason) receiver.bad(reason, buffer, at, textEnd);
        }
        at = lineEnd + 1;
      }
      return lines;
    },
  };
}
