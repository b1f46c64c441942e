import { ascii, isLetter, isWordPart, lowerCase } from '../formats/bytes.ts';

const underscore = 0x5f;

/** A name is no longer. */
const longest = 200;

/**
 * Where the name of a Python exception ends that the line [start, end) begins with, `ValueError: x`, `app.db.Gone`;
 * `start` when it is no such line. Any name is possible, so it must be one with a dot, or with capital and small
 * letters: `INFO: x` is none.
 */
export function pythonTypeEnd(buffer: Buffer, start: number, end: number): number {
  const first = buffer[start]!;
  if (start === end || !(isLetter(first) || first === underscore)) return start;
  const stop = Math.min(end, start + longest);
  let dotted = false;
  let small = false;
  let at = start;
  for (; at < stop; at++) {
    const byte = buffer[at]!;
    // `make.<locals>.Gone` is a class within a function.
    if (byte === ascii.dot || byte === ascii.less || byte === ascii.greater) dotted = true;
    else if (!isWordPart(byte)) break;
    else if (isLetter(byte) && (byte & lowerCase) !== 0) small = true;
  }
  const apart = at === end || (buffer[at] === ascii.colon && (at + 1 === end || buffer[at + 1] === ascii.space));
  const named = dotted || (small && (first & lowerCase) === 0);
  return apart && named && buffer[at - 1] !== ascii.dot ? at : start;
}
