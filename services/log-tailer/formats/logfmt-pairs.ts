import { ascii, isLetter, isWordPart } from './bytes.ts';
import { find, findQuote, skipSpaces } from './scan.ts';

/** Told of a pair: the key is the bytes [key, keyEnd), the value [start, end), without quotation marks. */
export type PairVisitor = (buffer: Buffer, key: number, keyEnd: number, start: number, end: number) => void;

/** Pairs that lie deeper in a line are not looked at. */
const mostBytes = 16_384;

/**
 * Shows the pairs of a line `key=value key="a value"`; false, with none shown, unless it begins with two of them.
 * Between later ones there may be words.
 */
export function visitPairs(buffer: Buffer, start: number, end: number, visit: PairVisitor): boolean {
  const stop = Math.min(end, start + mostBytes);
  const first = start < stop && isLetter(buffer[start]!) ? skipKey(buffer, start, stop) : stop;
  if (first >= stop || buffer[first] !== ascii.equals) return false;
  const second = skipSpaces(buffer, skipValue(buffer, first + 1, stop), stop);
  const secondEnd = skipKey(buffer, second, stop);
  if (secondEnd >= stop || secondEnd === second || buffer[secondEnd] !== ascii.equals) return false;
  let at = start;
  while (at < stop) {
    const keyEnd = skipKey(buffer, at, stop);
    if (keyEnd >= stop || keyEnd === at || buffer[keyEnd] !== ascii.equals) {
      at = skipSpaces(buffer, find(ascii.space, buffer, keyEnd, stop), stop);
      continue;
    }
    const value = keyEnd + 1;
    const next = skipValue(buffer, value, stop);
    const quoted = buffer[value] === ascii.quote && next > value + 1;
    visit(buffer, at, keyEnd, quoted ? value + 1 : value, quoted ? next - 1 : next);
    at = skipSpaces(buffer, next, stop);
  }
  return true;
}

/** Letters, digits, underscores, dots and dashes. */
function skipKey(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (isWordPart(buffer[at]!) || buffer[at] === ascii.dot || buffer[at] === ascii.dash)) at++;
  return at;
}

function skipValue(buffer: Buffer, start: number, end: number): number {
  if (buffer[start] !== ascii.quote) return find(ascii.space, buffer, start, end);
  return Math.min(end, findQuote(buffer, start + 1, end) + 1);
}
