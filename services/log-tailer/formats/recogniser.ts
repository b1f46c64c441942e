import type { Level } from '../../shared/levels.ts';
import { type ByteAhead, createByteAhead } from '../lines/byte-ahead.ts';
import type { Tally } from '../tally/tally.ts';
import { ascii } from './bytes.ts';
import { type Format, type LineReader, plainName } from './format.ts';
import { leadingTime } from './leading-time.ts';

/** Lines of a source on which its format is decided, and after how many in a row of another it is decided anew. */
const decidedOn = 20;
/** Stands for no format: plain text. */
const none = -1;

/** Finds out in which format a source's lines are. */
export interface Recogniser extends Pick<ByteAhead, 'within'> {
  /** The severity of a line in one of the formats, whose metrics it has been added to; undefined for plain text. */
  read(buffer: Buffer, start: number, end: number): Level | undefined;
  /** The format of most of the lines on which it was decided, `plain` for none; undefined before there is a line. */
  format(): string | undefined;
  /** The format of the line that was read last, `plain` for none. */
  lineFormat(): string;
  /** Where in the buffer the time ended with which that line began, -1 for none: no severity stands before that. */
  timeEnd(): number;
}

/**
 * Offers a line to the format of its source first, then to each of the others that a line with that first byte may be
 * in. What becomes of a line does not depend on those before it, only how fast it is found out.
 */
export function createRecogniser(formats: readonly Format[], tally: Tally): Recogniser {
  /** Made when a line first may be in the format: most sources need few. */
  const readers: (LineReader | undefined)[] = formats.map(() => undefined);
  const makeReader = (index: number) => {
    const reader = formats[index]!.createReader(tally);
    readers[index] = reader;
    return reader;
  };
  const { timed, untimed } = candidatesAmong(formats);
  const isQuoted = Uint8Array.from(formats, ({ quoted }) => (quoted ? 1 : 0));
  const quotes = createByteAhead(ascii.quote);
  const counts = new Uint8Array(formats.length + 1);
  let chosen = none;
  let seen = 0;
  let strangers = 0;
  /** The format that took the line that was read last. */
  let taker = none;
  let time = -1;

  // Loops over indexes and plain variables: this runs for every line.
  const find = (buffer: Buffer, start: number, end: number): Level | undefined => {
    time = leadingTime(buffer, start, end);
    const { first, others } = time < 0 ? untimed[buffer[start]!]! : timed;
    let level: Level | undefined;
    taker = first;
    if (first !== none) level = (readers[first] ?? makeReader(first))(buffer, start, end, time);
    if (level !== undefined) return level;
    taker = chosen;
    if (chosen !== none && chosen !== first) level = (readers[chosen] ?? makeReader(chosen))(buffer, start, end, time);
    for (let at = 0; level === undefined && at < others.length; at++) {
      taker = others[at]!;
      if (taker === chosen || (isQuoted[taker] === 1 && !quotes.mayLieIn(buffer, start, end))) continue;
      level = (readers[taker] ?? makeReader(taker))(buffer, start, end, time);
    }
    if (level === undefined) taker = none;
    return level;
  };

  const most = () => counts.indexOf(Math.max(...counts)) - 1;

  const learn = () => {
    if (seen === decidedOn) {
      strangers += 1;
      if (strangers < decidedOn) return;
      counts.fill(0);
      seen = strangers = 0;
    }
    counts[taker + 1]!++;
    seen += 1;
    chosen = seen === decidedOn ? most() : taker;
  };

  return {
    within: quotes.within,
    read(buffer, start, end) {
      taker = none;
      time = -1;
      if (start === end) return undefined;
      const level = find(buffer, start, end);
      if (taker === chosen && seen === decidedOn) strangers = 0;
      else learn();
      return level;
    },
    format() {
      const index = most();
      return seen === 0 ? undefined : (formats[index]?.name ?? plainName);
    },
    timeEnd: () => time,
    lineFormat: () => formats[taker]?.name ?? plainName,
  };
}

interface Candidates {
  /** The one that is asked first, or -1. */
  readonly first: number;
  readonly others: readonly number[];
}

interface AllCandidates {
  /** For a line that begins with a time. */
  readonly timed: Candidates;
  /** For any other, by its first byte. */
  readonly untimed: readonly Candidates[];
}

/** Made once for all sources: the tables are larger than all else that a quiet source needs. */
const known = new WeakMap<readonly Format[], AllCandidates>();

function candidatesAmong(formats: readonly Format[]): AllCandidates {
  const found = known.get(formats);
  if (found !== undefined) return found;
  const made = { timed: candidatesOf(formats, format => format.timed), untimed: candidatesByByte(formats) };
  known.set(formats, made);
  return made;
}

function candidatesOf(formats: readonly Format[], isPossible: (format: Format) => boolean): Candidates {
  const possible = [...formats.keys()].filter(index => isPossible(formats[index]!));
  const isFirst = (index: number) => formats[index]!.first === true;
  return { first: possible.find(isFirst) ?? none, others: possible.filter(index => !isFirst(index)) };
}

/** The formats that a line may be in which does not begin with a time, by its first byte. */
function candidatesByByte(formats: readonly Format[]): readonly Candidates[] {
  const classes = new Map(formats.map(format => [format, new RegExp(`[${format.begins}]`)]));
  return Array.from({ length: 256 }, (_, byte) =>
    candidatesOf(formats, format => classes.get(format)!.test(String.fromCharCode(byte))),
  );
}
