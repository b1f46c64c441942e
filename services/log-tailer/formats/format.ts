import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../metrics/tally.ts';

/**
 * Reads the bytes [start, end) of `buffer`, a line without its end. When the line is in the format, its metrics are
 * added to the tally and its severity is returned; else nothing is added, and undefined is. Whatever the bytes are,
 * it neither throws nor keeps them.
 */
export type LineReader = (buffer: Buffer, start: number, end: number) => Level | undefined;

/**
 * A format of lines: makes the reader for one source. The reader sees nearly every line of every source, so it must
 * tell within a few bytes that a line is not its own.
 */
export type Format = (tally: Tally) => LineReader;
