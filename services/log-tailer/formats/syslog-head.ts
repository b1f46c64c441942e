import type { Level } from '../../shared/levels.ts';
import { areDigits, ascii, isDigit, toNumber } from './bytes.ts';
import { leadingTime } from './leading-time.ts';
import { levelOfNumber, levelWord } from './level-words.ts';
import { find, findQuote, skipDigits, skipSpaces } from './scan.ts';

/** What the head of a syslog line says; made once and filled by every line. */
export interface SyslogHead {
  /** Of the priority; files of syslogd have none. */
  level: Level | undefined;
  /** The bytes [program, programEnd) name the program: TAG of RFC 3164, APP-NAME of RFC 5424. */
  program: number;
  programEnd: number;
  /** Where the message begins. */
  message: number;
}

const months = new Set(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(codeOf),
);
const longestHost = 255;
const longestTag = 64;
const byteOrderMark = 0xef;

function codeOf(month: string): number {
  return (month.charCodeAt(0) << 16) | (month.charCodeAt(1) << 8) | month.charCodeAt(2);
}

/**
 * Reads the head of a line of syslog, false for any other line:
 * - `<34>1 2003-10-11T22:14:15.003Z host su - ID47 [x@32473 a="b"] text`, RFC 5424;
 * - `<34>Oct 11 22:14:15 host su[12]: text`, RFC 3164, and the same without a priority, as in files;
 * - `2026-11-20T19:14:00.123456+00:00 host su[12]: text`, rsyslog's files.
 */
export function readSyslogHead(buffer: Buffer, start: number, end: number, time: number, head: SyslogHead): boolean {
  let at = start;
  let stamp = time;
  head.level = undefined;
  if (buffer[start] === ascii.less) {
    const digits = skipDigits(buffer, start + 1, end);
    const priority = toNumber(buffer, start + 1, digits);
    if (digits === start + 1 || digits > start + 4 || priority > 191 || buffer[digits] !== ascii.greater) return false;
    head.level = levelOfNumber(priority % 8);
    at = digits + 1;
    stamp = leadingTime(buffer, at, end);
    if (at + 1 < end && buffer[at] === 0x31 && buffer[at + 1] === ascii.space)
      return readFields(buffer, at + 2, end, head);
  }
  const host = skipStamp(buffer, at, end, stamp) + 1;
  if (host === 0 || host >= end || buffer[host - 1] !== ascii.space) return false;
  const hostEnd = find(ascii.space, buffer, host, Math.min(end, host + longestHost));
  // `2026-11-20T19:14:00.123+00:00 INFO main: text` is no syslog.
  if (hostEnd === host || levelWord(buffer, host, hostEnd) !== undefined) return false;
  return readTag(buffer, hostEnd + 1, end, head);
}

/** The end of a time with a fraction and an offset, which is at `time`, or of `Oct 11 22:14:15`, where the day may be ` 1`; -1 for neither. */
function skipStamp(buffer: Buffer, at: number, end: number, time: number): number {
  if (time > at + 19)
    return buffer[at + 10] === 0x54 && buffer[at + 19] === ascii.dot && buffer[time - 3] === ascii.colon ? time : -1;
  if (end - at < 16 || buffer[at + 3] !== ascii.space) return -1;
  const month = (buffer[at]! << 16) | (buffer[at + 1]! << 8) | buffer[at + 2]!;
  const isTime = buffer[at + 9] === ascii.colon && buffer[at + 12] === ascii.colon && isDigit(buffer[at + 5]);
  return isTime && months.has(month) && areDigits(buffer, at + 13, at + 15) ? at + 15 : -1;
}

/** `su[12]: text` */
function readTag(buffer: Buffer, start: number, end: number, head: SyslogHead): boolean {
  const stop = Math.min(end, start + longestTag);
  let at = start;
  while (at < stop && buffer[at] !== ascii.colon && buffer[at] !== ascii.openBracket && buffer[at]! > ascii.space) at++;
  if (at === start || at >= stop) return false;
  head.program = start;
  head.programEnd = at;
  if (buffer[at] === ascii.openBracket) at = find(ascii.closeBracket, buffer, at, stop) + 1;
  if (at >= end || buffer[at] !== ascii.colon || (at + 1 < end && buffer[at + 1] !== ascii.space)) return false;
  head.message = skipSpaces(buffer, at + 1, end);
  return true;
}

/** What follows the version in RFC 5424: time, host, program, process, kind of message, structured data, text. */
function readFields(buffer: Buffer, start: number, end: number, head: SyslogHead): boolean {
  const host = find(ascii.space, buffer, start, end) + 1;
  const program = find(ascii.space, buffer, host, end) + 1;
  const programEnd = find(ascii.space, buffer, program, end);
  const kind = find(ascii.space, buffer, programEnd + 1, end) + 1;
  let at = find(ascii.space, buffer, kind, end) + 1;
  if (programEnd <= program || at >= end) return false;
  if (buffer[at] === ascii.dash) at++;
  else if (buffer[at] !== ascii.openBracket) return false;
  else while (at < end && buffer[at] === ascii.openBracket) at = skipElement(buffer, at, end);
  at = Math.min(end, at + 1);
  if (at + 3 <= end && buffer[at] === byteOrderMark) at += 3;
  head.program = program;
  head.programEnd = programEnd;
  head.message = at;
  return true;
}

/** What follows `[id name="value"]`; a `]` within a value does not end it. */
function skipElement(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at] !== ascii.closeBracket) {
    at = buffer[at] === ascii.quote ? findQuote(buffer, at + 1, end) + 1 : at + 1;
  }
  return at + 1;
}
