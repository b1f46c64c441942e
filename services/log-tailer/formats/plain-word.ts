import type { Level } from '../../shared/levels.ts';
import { ascii, isLetter, isOneOf, isWordPart, lowerCase } from './bytes.ts';
import { levelOfValue, levelWord, longestName } from './level-words.ts';

const levelKeys = ['level', 'lvl', 'severity', 'loglevel', 'log_level', 'levelname'].map(name => Buffer.from(name));

/** Whether a word before that byte may be the key of a severity: most are not, and only those that may are compared. */
export function mayBeKey(after: number | undefined): boolean {
  return after === ascii.equals || after === ascii.quote;
}

/** The severity that the word [at, wordEnd) of the line [start, end) shows by what it is and by what stands around it. */
export function wordLevel(buffer: Buffer, start: number, at: number, wordEnd: number, end: number): Level | undefined {
  const after = wordEnd < end ? buffer[wordEnd]! : ascii.space;
  if (mayBeKey(after) && isOneOf(levelKeys, buffer, at, wordEnd)) {
    return keyLevel(buffer, wordEnd, end);
  }
  const word = levelWord(buffer, at, wordEnd);
  if (word === undefined) return undefined;
  const before = at > start ? buffer[at - 1]! : ascii.space;
  const needsMark = word.everyday || !isCapitals(buffer, at, wordEnd);
  const shown = needsMark
    ? isBracketed(before, after) || isLabel(buffer, start, at, wordEnd, end)
    : isApart(buffer, before, after, wordEnd, end);
  return shown ? word.level : undefined;
}

/** Behind the key: `=info`, `="info"`, `":"info"`, `": 30`. */
function keyLevel(buffer: Buffer, keyEnd: number, end: number): Level | undefined {
  let at = keyEnd;
  if (buffer[at] === ascii.quote && buffer[at + 1] === ascii.colon) at += 2;
  else if (buffer[at] === ascii.equals) at += 1;
  else return undefined;
  if (buffer[at] === ascii.space) at++;
  if (buffer[at] === ascii.quote) at++;
  const stop = Math.min(end, at + longestName + 1);
  let valueEnd = at;
  while (valueEnd < stop && isWordPart(buffer[valueEnd]!)) valueEnd++;
  return levelOfValue(buffer, at, valueEnd);
}

function isCapitals(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (buffer[at]! & lowerCase) return false;
  return true;
}

/** `[error]`, `[core:error]`, `|error|` */
function isBracketed(before: number, after: number): boolean {
  if (before === ascii.pipe) return after === ascii.pipe;
  return (before === ascii.openBracket || before === ascii.colon) && after === ascii.closeBracket;
}

/** `error: ` at the start, or behind a time, a name with a colon or brackets, but not behind the words of a sentence. */
function isLabel(buffer: Buffer, start: number, at: number, wordEnd: number, end: number): boolean {
  if (wordEnd >= end || buffer[wordEnd] !== ascii.colon) return false;
  if (wordEnd + 1 < end && buffer[wordEnd + 1] !== ascii.space) return false;
  if (at > start && buffer[at - 1]! > ascii.space) return false;
  let before = at - 1;
  while (before >= start && buffer[before]! <= ascii.space) before--;
  if (before < start) return true;
  const byte = buffer[before]!;
  const inSentence = isLetter(byte) && (byte & lowerCase) !== 0;
  return !inSentence && byte !== ascii.comma && byte !== ascii.quote;
}

/** Whether a name in capitals is a word of its own: not in a path, a key, a value, or a name with dots and dashes. */
function isApart(buffer: Buffer, before: number, after: number, wordEnd: number, end: number): boolean {
  if (isJoint(before) || isJoint(after)) return false;
  // Monolog writes `production.ERROR: `.
  if (before === ascii.dot && after !== ascii.colon) return false;
  return !(after === ascii.dot && wordEnd + 1 < end && isWordPart(buffer[wordEnd + 1]!));
}

function isJoint(byte: number): boolean {
  return byte === ascii.slash || byte === ascii.dash || byte === ascii.equals || byte === ascii.quote;
}
