import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';

/**
 * Reads the bytes [start, end) of `buffer`, a line without its end. When the line is in the format, its metrics are
 * added to the tally and its severity is returned; else nothing is added, and undefined is. Whatever the bytes are,
 * it neither throws nor keeps them. `time` is where the time ends with which the line begins, `[` left out, or -1
 * (leading-time.ts): found once for all formats.
 */
export type LineReader = (buffer: Buffer, start: number, end: number, time: number) => Level | undefined;

/** What a line is called that is in no format. */
export const plainName = 'plain';

/**
 * A format of lines. No line is in two of them, so that what becomes of it does not depend on the lines before; and
 * a test holds each one's samples against all others; where it cannot be helped, the narrower one is `first`.
 */
export interface Format {
  /** As docs/logs.md calls it. */
  readonly name: string;
  /** The bytes with which a line begins that has no time there, as a class of a regular expression, `A-Z<`; '' for none. */
  readonly begins: string;
  /** Whether a line may begin with a time, or with one in brackets. */
  readonly timed: boolean;
  /** Its lines might be taken for those of a more general format too: so it is asked before the source's own. */
  readonly first?: boolean;
  /** Each of its lines has a quotation mark in it: none without one is offered to it. */
  readonly quoted?: boolean;
  /**
   * Makes the reader for one source. It sees nearly every line that begins with one of those bytes, so it must tell
   * within a few more that a line is not its own.
   */
  createReader(tally: Tally): LineReader;
}
