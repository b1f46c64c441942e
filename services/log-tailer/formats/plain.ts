import type { Level } from '../../shared/levels.ts';
import { ascii, isLetter, isWordPart } from './bytes.ts';
import { longestName, mayBeLevel } from './level-words.ts';
import { headLevel } from './plain-head.ts';
import { mayBeKey, wordLevel } from './plain-word.ts';

/** The severity stands at the beginning of a line; words that begin behind this are not looked at. */
const mostBytes = 200;

/**
 * The severity that a line of plain text shows: the first of
 * - a syslog priority, `<3>`, or a glog head, `E0102 15:04:05`, at its very beginning;
 * - the value of a key, `level=info`, `"severity":"ERROR"`;
 * - a name in capitals, `ERROR`, `WRN`;
 * - a name in brackets, `[warn]`, `[core:error]`, `|info|`;
 * - a name with a colon, `error: `, that does not stand within a sentence.
 * A word within a path, a key (`error=0`) or a sentence is none. What lies before `from`, a time, is not looked at.
 */
export function plainLevel(buffer: Buffer, start: number, end: number, from = start): Level {
  if (from <= start) {
    const head = headLevel(buffer, start, end);
    if (head !== undefined) return head;
  }
  const stop = Math.min(end, start + mostBytes);
  const wordStop = Math.min(end, stop + longestName);
  let at = Math.max(start, from);
  while (at < stop) {
    const byte = buffer[at]!;
    if (!isWordPart(byte)) {
      at = byte === ascii.escape ? skipColour(buffer, at, stop) : at + 1;
      continue;
    }
    let wordEnd = at + 1;
    while (wordEnd < wordStop && isWordPart(buffer[wordEnd]!)) wordEnd++;
    if (isLetter(byte) && (mayBeLevel(byte, wordEnd - at) || mayBeKey(buffer[wordEnd]))) {
      const level = wordLevel(buffer, start, at, wordEnd, end);
      if (level !== undefined) return level;
    }
    at = wordEnd;
  }
  return 'unknown';
}

/** What follows a terminal's colour sequence, `ESC [ 31 m`. */
function skipColour(buffer: Buffer, start: number, end: number): number {
  let at = start + 2;
  while (at < end && !isLetter(buffer[at]!)) at++;
  return at + 1;
}
