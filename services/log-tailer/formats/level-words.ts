import type { Level } from '../../shared/levels.ts';
import { areDigits, equalsLetters, isDigit, toNumber } from './bytes.ts';

/** A word that names a severity. */
export interface LevelWord {
  readonly level: Level;
  /** Also an everyday word, so that it counts only where brackets or a colon mark it: `[note]`, `LOG:`. */
  readonly everyday: boolean;
}

/**
 * The names that loggers use: RFC 5424, log4j, java.util.logging, Python, glog, .NET, zerolog and Serilog (three
 * letters), PostgreSQL and MySQL.
 */
const names: Readonly<Record<Exclude<Level, 'unknown'>, readonly string[]>> = {
  trace: ['trace', 'trce', 'trc', 'finest', 'silly'],
  debug: ['debug', 'dbug', 'dbg', 'verbose', 'vrb', 'finer', 'fine'],
  info: ['info', 'information', 'informational', 'inf', 'notice', 'note', 'log'],
  warn: ['warn', 'warning', 'wrn'],
  error: ['error', 'err', 'fail', 'severe'],
  fatal: ['fatal', 'ftl', 'critical', 'crit', 'alert', 'emergency', 'emerg', 'panic', 'pnc', 'dpanic'],
};
const everyday = new Set(['silly', 'verbose', 'finer', 'fine', 'information', 'note', 'log', 'fail', 'alert']);

/** The length of the longest name. */
export const longestName = 13;

interface Candidate extends LevelWord {
  readonly bytes: Buffer;
}

/** Where the names of that first letter, in either case, and that length lie: for most words there are none. */
const slot = (letter: number, length: number) => ((letter & 0x1f) << 4) | length;
const candidates: readonly (readonly Candidate[])[] = Array.from({ length: 512 }, (_, index) =>
  Object.entries(names).flatMap(([level, words]) =>
    words
      .filter(word => slot(word.charCodeAt(0), word.length) === index)
      .map(word => ({ level: level as Level, everyday: everyday.has(word), bytes: Buffer.from(word) })),
  ),
);

const isTaken = Uint8Array.from(candidates, names => (names.length > 0 ? 1 : 0));

/** Whether a word that begins with that letter, and is so long, may be the name of a severity: nearly none is. */
export function mayBeLevel(letter: number, length: number): boolean {
  return length <= longestName && isTaken[slot(letter, length)] === 1;
}

/** The bytes [start, end), which begin with a letter, as the name of a severity in whatever case. */
export function levelWord(buffer: Buffer, start: number, end: number): LevelWord | undefined {
  if (end - start > longestName) return undefined;
  const found = candidates[slot(buffer[start]!, end - start)]!;
  // An index, since an iterator would cost more than all else here, for every word of plain text.
  for (let index = 0; index < found.length; index++) {
    if (equalsLetters(buffer, start, found[index]!.bytes)) return found[index];
  }
  return undefined;
}

const syslogSeverities: readonly Level[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];
const pinoLevels: readonly Level[] = ['unknown', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** 0 to 7 as syslog and GELF count (0 is the worst), from 10 on as pino and bunyan do (60 is the worst). */
export function levelOfNumber(value: number): Level | undefined {
  return value < 10 ? syslogSeverities[value] : pinoLevels[Math.min(Math.floor(value / 10), 6)];
}

/** The value of a key that holds the severity, without quotation marks: a name or a number. */
export function levelOfValue(buffer: Buffer, start: number, end: number): Level | undefined {
  if (start === end) return undefined;
  if (!isDigit(buffer[start])) return levelWord(buffer, start, end)?.level;
  return end - start <= 3 && areDigits(buffer, start, end) ? levelOfNumber(toNumber(buffer, start, end)) : undefined;
}
