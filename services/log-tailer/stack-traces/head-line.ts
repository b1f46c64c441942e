import { ascii, isLetter, isWordPart } from '../formats/bytes.ts';
import { find, startsWith, startsWithAny } from '../formats/scan.ts';
import { exceptionIn } from './exception-name.ts';

const phrases = [
  'Exception in thread "',
  'Unhandled exception',
  'Unhandled Exception',
  'Uncaught ',
  'PHP Fatal error:',
  'Fatal error: Uncaught ',
].map(text => Buffer.from(text));
/** By each phrase's first byte: a line that begins with another is not compared with any. */
const phrasesBy: readonly (readonly Buffer[] | undefined)[] = Array.from({ length: 256 }, (_, byte) => {
  const possible = phrases.filter(phrase => phrase[0] === byte);
  return possible.length > 0 ? possible : undefined;
});
const endings = ['Exception', 'Error', 'Throwable', 'Failure'].map(text => Buffer.from(text));
const dollar = 0x24;
const inMethod = Buffer.from(':in ');

const longestTime = 60;
/** A class's name is no longer. */
const longest = 200;

/**
 * Whether a line is by its form what a program writes before the frames of a stack trace: the name of an exception,
 * a phrase such as `Exception in thread "main" `, or Ruby's `/app/a.rb:3:in 'foo': text (RuntimeError)`.
 */
export function isHeadLine(buffer: Buffer, start: number, end: number): boolean {
  if (isNamed(buffer, start, end)) return true;
  const text = behindTime(buffer, start, end);
  const possible = text < end ? phrasesBy[buffer[text]!] : undefined;
  if (possible !== undefined && startsWithAny(possible, buffer, text, end)) return true;
  if (buffer[end - 1] !== ascii.closeParenthesis) return false;
  const path = find(ascii.space, buffer, start, Math.min(end, start + longest));
  return startsWith(buffer, path + 1 - inMethod.length, end, inMethod) && exceptionIn(buffer, start, end) !== undefined;
}

/** Where the text begins behind PHP's `[20-Nov-2026 19:14:00 Europe/Berlin] `. */
function behindTime(buffer: Buffer, start: number, end: number): number {
  if (buffer[start] !== ascii.openBracket) return start;
  return find(ascii.closeBracket, buffer, start, Math.min(end, start + longestTime)) + 2;
}

/** Whether a line begins with an exception's name, `java.io.IOException: x`, `TypeError [ERR_X]: x`, or is nothing else. */
export function isNamed(buffer: Buffer, start: number, end: number): boolean {
  if (start >= end || !isLetter(buffer[start]!)) return false;
  const stop = Math.min(end, start + longest);
  let at = start;
  while (at < stop && (isWordPart(buffer[at]!) || buffer[at] === ascii.dot || buffer[at] === dollar)) at++;
  if (at < end && buffer[at] !== ascii.colon && !(buffer[at] === ascii.space && buffer[at + 1] === ascii.openBracket)) {
    return false;
  }
  for (const ending of endings) {
    if (at - start >= ending.length && startsWith(buffer, at - ending.length, at, ending)) return true;
  }
  return false;
}
