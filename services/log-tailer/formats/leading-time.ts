import { areDigits, ascii, isDigit } from './bytes.ts';
import { skipDigits } from './scan.ts';

const capitalT = 0x54;
const capitalZ = 0x5a;

/** Where the time ends with which a line begins, or which it has in brackets; -1 for none. */
export function leadingTime(buffer: Buffer, start: number, end: number): number {
  const byte = buffer[start];
  if (isDigit(byte)) return skipTime(buffer, start, end);
  return byte === ascii.openBracket ? skipTime(buffer, start + 1, end) : -1;
}

/**
 * The end of `2026-11-20 19:14:00,123`, of the same with a `T` and a zone (`Z`, `+00:00`, `+0000`) or without a
 * fraction, or of a time without a date; -1 where
 * there is none.
 */
function skipTime(buffer: Buffer, start: number, end: number): number {
  if (end - start < 8 || !isDigit(buffer[start])) return -1;
  if (buffer[start + 2] === ascii.colon) return clockEnd(buffer, start, end);
  if (end - start < 19 || buffer[start + 4] !== ascii.dash || buffer[start + 7] !== ascii.dash) return -1;
  const between = buffer[start + 10];
  if (between !== ascii.space && between !== capitalT) return -1;
  if (!areDigits(buffer, start, start + 4) || !areDigits(buffer, start + 8, start + 10)) return -1;
  return clockEnd(buffer, start + 11, end);
}

/** `19:14:00`, a fraction behind `.` or `,`, a zone. */
function clockEnd(buffer: Buffer, start: number, end: number): number {
  const seconds = start + 6;
  if (seconds + 2 > end || buffer[start + 2] !== ascii.colon || buffer[start + 5] !== ascii.colon) return -1;
  if (!areDigits(buffer, start, start + 2) || !areDigits(buffer, seconds, seconds + 2)) return -1;
  let at = seconds + 2;
  if (at < end && (buffer[at] === ascii.dot || buffer[at] === ascii.comma)) at = skipDigits(buffer, at + 1, end);
  if (at < end && buffer[at] === capitalZ) return at + 1;
  if (at + 5 <= end && (buffer[at] === ascii.plus || buffer[at] === ascii.dash) && areDigits(buffer, at + 1, at + 3)) {
    const colon = buffer[at + 3] === ascii.colon ? 1 : 0;
    if (at + 5 + colon <= end && areDigits(buffer, at + 3 + colon, at + 5 + colon)) return at + 5 + colon;
  }
  return at;
}
