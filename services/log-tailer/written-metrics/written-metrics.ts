import { ascii } from '../formats/bytes.ts';
import { type ByteAhead, createByteAhead } from '../lines/byte-ahead.ts';
import type { Tally } from '../tally/tally.ts';
import { hasEmf, readEmf } from './emf.ts';
import { readL2met, readSource } from './l2met.ts';
import { findMarks, hasMark, markSign } from './marks.ts';
import { createMessageReader } from './message.ts';
import { createWrittenSeries } from './series.ts';
import { readStatsdLine } from './statsd-line.ts';
import type { BadReason, WrittenTag } from './written-metric.ts';

/** How a metric is written: values of the tag `format` of `tidegauge.log.written.bad`. */
type WrittenFormat = 'l2met' | 'statsd' | 'emf';

/** Metrics that one line may hold; of what stands behind them it is counted once that it was not taken. */
const maxMetrics = 100;
/** The specification's bound for an embedded metric document. */
const longestEmf = 262_144;

/** Reads what is written into the lines of one source. */
export interface WrittenReader extends Pick<ByteAhead, 'within'> {
  /** The bytes [start, end) of `buffer`, a line. */
  read(buffer: Buffer, start: number, end: number): void;
}

/**
 * Adds the metrics that a program has written into its lines to the tally of their source: l2met's, AWS's embedded
 * metric format, and StatsD behind a mark, as docs/log-format.md has them. Whatever the bytes are, the reader neither
 * throws nor keeps them; what looks like a metric but is none adds 1 to `tidegauge.log.written.bad`.
 */
export function createWrittenReader(tally: Tally): WrittenReader {
  const signs = createByteAhead(markSign);
  const take = createWrittenSeries(tally);
  const messageOf = createMessageReader();
  const bad = (format: WrittenFormat, reason: BadReason) =>
    tally.counter('tidegauge.log.written.bad', { format, reason }).add(1);

  const readMarks = (text: string) => {
    let tags: readonly WrittenTag[] | undefined;
    let count = 0;
    for (const { word, text: behind } of findMarks(text)) {
      const format = word === 'statsd' ? 'statsd' : 'l2met';
      count += 1;
      if (count > maxMetrics) return bad(format, 'limit');
      if (word !== 'statsd') tags ??= sourceTags(text);
      const read = word === 'statsd' ? readStatsdLine(behind) : readL2met(word, behind, tags ?? []);
      const reason = read.ok ? take(read.value) : read.reason;
      if (reason) bad(format, reason);
    }
  };

  /** Whether the line is an embedded metric document, whatever its metrics are. */
  const readDocument = (buffer: Buffer, start: number, end: number): boolean => {
    const found =
      end - start > longestEmf
        ? [{ ok: false, reason: 'limit' } as const]
        : readEmf(buffer.toString('utf8', start, end));
    if (found === undefined) return false;
    for (const read of found.slice(0, maxMetrics)) {
      const reason = read.ok ? take(read.value) : read.reason;
      if (reason) bad('emf', reason);
    }
    if (found.length > maxMetrics) bad('emf', 'limit');
    return true;
  };

  return {
    within: signs.within,
    read(buffer, start, end) {
      const lookedAt = Math.min(end, start + longestEmf);
      const document = buffer[start] === ascii.openBrace && hasEmf(buffer, start, lookedAt);
      if (document && readDocument(buffer, start, end)) return;
      if (!signs.mayLieIn(buffer, start, lookedAt) || !hasMark(buffer, start, lookedAt)) return;
      const text = messageOf(buffer, start, end);
      if (text !== undefined) readMarks(text);
    },
  };
}

function sourceTags(text: string): WrittenTag[] {
  const source = readSource(text);
  return source === undefined ? [] : [['source', source]];
}
