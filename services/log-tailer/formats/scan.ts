import { ascii, isDigit } from './bytes.ts';

/** The end of the digits at `start`; no number that a log means has more than 15. */
export function skipDigits(buffer: Buffer, start: number, end: number): number {
  const stop = Math.min(end, start + 15);
  let at = start;
  while (at < stop && isDigit(buffer[at])) at++;
  return at;
}

/** Where something else than a space follows. */
export function skipSpaces(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at] === ascii.space) at++;
  return at;
}

/** Where `byte` is found first, or `end`. */
export function find(byte: number, buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at] !== byte) at++;
  return at;
}

/** Where the quotation mark that ends a text is, what a backslash escapes left out; `start` lies within; `end` or more for none. */
export function findQuote(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at] !== ascii.quote) at += buffer[at] === ascii.backslash ? 2 : 1;
  return at;
}

/** Whether [start, end) begins with `expected`. */
export function startsWith(buffer: Buffer, start: number, end: number, expected: Buffer): boolean {
  if (end - start < expected.length) return false;
  for (let index = 0; index < expected.length; index++) if (buffer[start + index] !== expected[index]) return false;
  return true;
}

/** Whether [start, end) begins with one of `texts`. */
export function startsWithAny(texts: readonly Buffer[], buffer: Buffer, start: number, end: number): boolean {
  for (const text of texts) if (startsWith(buffer, start, end, text)) return true;
  return false;
}

/** The end of the letters A to Z at `start`. */
export function skipCapitals(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at]! >= 0x41 && buffer[at]! <= 0x5a) at++;
  return at;
}
