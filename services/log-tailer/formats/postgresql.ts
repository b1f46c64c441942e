import type { Level } from '../../shared/levels.ts';
import type { Entry, Tally } from '../tally/tally.ts';
import { ascii, isLetter } from './bytes.ts';
import type { LineReader } from './format.ts';
import { levelWord } from './level-words.ts';
import { skipDecimal, toDecimal, toldMilliseconds } from './numbers.ts';
import { createPhraseFinder } from './phrases.ts';
import { find, skipCapitals, skipDigits, startsWith } from './scan.ts';

/** Process, user and database (`%q%u@%d`) take no more. */
const longestPrefix = 200;
const duration = Buffer.from('duration: ');
const milliseconds = Buffer.from(' ms');
/** What PostgreSQL adds to a message, in lines of their own. */
const additions = ['DETAIL', 'HINT', 'STATEMENT', 'CONTEXT', 'QUERY', 'LOCATION'].map(name => Buffer.from(name));

/** Texts of PostgreSQL's messages, in English as its sources have them, and the event that each tells of. */
const findEvent = createPhraseFinder([
  ['checkpoint complete', 'checkpoint'],
  ['connection authorized', 'connection'],
  ['disconnection: ', 'disconnection'],
  ['authentication failed', 'authentication_failed'],
  ['no pg_hba.conf entry', 'authentication_failed'],
  ['deadlock detected', 'deadlock'],
  ['still waiting for ', 'lock_wait'],
  ['temporary file: ', 'temporary_file'],
  ['automatic vacuum of ', 'autovacuum'],
  ['automatic analyze of ', 'autoanalyze'],
  ['remaining connection slots', 'connections_exhausted'],
  ['sorry, too many clients', 'connections_exhausted'],
  ['canceling statement due to', 'canceled'],
  ['was terminated by signal', 'crash'],
  ['duplicate key value', 'duplicate_key'],
]);

/**
 * PostgreSQL's log with its default `log_line_prefix`, `%m [%p] `, or Debian's, which adds `%q%u@%d `:
 * `2026-11-20 19:14:00.123 UTC [81] app@shop LOG:  duration: 12.345 ms  statement: …`.
 */
export function createPostgresqlReader(tally: Tally): LineReader {
  let statements: Entry | undefined;
  return (buffer, _start, end, time) => {
    const word = findSeverity(buffer, time, end);
    if (word < 0) return undefined;
    const wordEnd = skipCapitals(buffer, word, end);
    const level = severityOf(buffer, word, wordEnd);
    const text = wordEnd + 3;
    if (level === undefined || level === 'unknown') return level;
    if (startsWith(buffer, text, end, duration)) {
      const number = text + duration.length;
      const numberEnd = skipDecimal(buffer, number, end);
      if (startsWith(buffer, numberEnd, end, milliseconds)) {
        statements ??= tally.timing('postgresql.statement.duration');
        statements.add(toldMilliseconds(toDecimal(buffer, number, numberEnd)));
      }
      return level;
    }
    const event = findEvent(buffer, text, end);
    if (event !== undefined) tally.counter('postgresql.events', { event }).add(1);
    return level;
  };
}

/** Where the word before `:  ` is, behind ` UTC [81] app@shop `, or -1. */
function findSeverity(buffer: Buffer, time: number, end: number): number {
  if (time < 0 || buffer[time] !== ascii.space || time >= end || !isZoneStart(buffer[time + 1])) return -1;
  const zone = find(ascii.space, buffer, time + 1, Math.min(end, time + 8));
  const process = zone + 2;
  if (process >= end || buffer[process - 1] !== ascii.openBracket) return -1;
  const processEnd = skipDigits(buffer, process, end);
  if (processEnd === process || processEnd >= end || buffer[processEnd] !== ascii.closeBracket) return -1;
  const stop = Math.min(end - 2, processEnd + longestPrefix);
  for (let at = processEnd + 1; at < stop; at++) {
    if (buffer[at] !== ascii.space) continue;
    const wordEnd = skipCapitals(buffer, at + 1, end);
    if (
      wordEnd + 2 < end &&
      wordEnd > at + 1 &&
      buffer[wordEnd] === ascii.colon &&
      buffer[wordEnd + 1] === ascii.space
    ) {
      return buffer[wordEnd + 2] === ascii.space ? at + 1 : -1;
    }
  }
  return -1;
}

/** A zone is a name, `UTC`, or an offset, `+01`. */
const isZoneStart = (byte: number | undefined) =>
  byte !== undefined && (isLetter(byte) || byte === 0x2b || byte === ascii.dash);

/** `unknown` of a line that only adds to a message. */
function severityOf(buffer: Buffer, start: number, end: number): Level | undefined {
  const level = levelWord(buffer, start, end)?.level;
  if (level !== undefined) return level;
  const adds = additions.some(name => name.length === end - start && startsWith(buffer, start, end, name));
  return adds ? 'unknown' : undefined;
}
