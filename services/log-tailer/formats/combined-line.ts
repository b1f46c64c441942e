import type { AccessLine } from './access-line.ts';
import { areDigits, ascii, isDigit, toNumber } from './bytes.ts';
import { methodAt } from './http-methods.ts';
import { findQuote, skipDigits } from './scan.ts';

/** What comes before the time (host, identity, user) is no longer than this. */
const longestHead = 512;
/** `[` and what follows it up to the `]`. */
const longestTime = 64;

/**
 * Reads `host identity user [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 200 612 "referrer" "agent"`, Apache's and
 * nginx's combined format, and the common format, which lacks the last two. Returns false for anything else.
 * nginx writes a quotation mark in a request as `\x22`, Apache as `\"`.
 */
export function readAccessLine(buffer: Buffer, start: number, end: number, line: AccessLine): boolean {
  const request = findRequest(buffer, start, end);
  if (request < 0) return false;
  const at = findQuote(buffer, request, end);
  const status = at + 2;
  const afterStatus = status + 3;
  if (afterStatus > end || buffer[at + 1] !== ascii.space || !areDigits(buffer, status, afterStatus)) return false;
  if (afterStatus < end && buffer[afterStatus] !== ascii.space) return false;

  line.method = methodAt(buffer, request);
  line.status = toNumber(buffer, status, afterStatus);
  const afterBytes = skipDigits(buffer, afterStatus + 1, end);
  line.bytes = toNumber(buffer, afterStatus + 1, afterBytes);
  line.duration = readDuration(buffer, afterBytes, end);
  return true;
}

/** Where the request begins, behind ` [time] "`, or -1. */
function findRequest(buffer: Buffer, start: number, end: number): number {
  const headEnd = Math.min(end, start + longestHead);
  let at = findTime(buffer, start + 1, headEnd, end);
  if (at < 0) return -1;
  const timeEnd = Math.min(headEnd, at + longestTime);
  while (at < timeEnd && buffer[at] !== ascii.closeBracket) at++;
  const found = at + 3 < end && at < timeEnd && buffer[at + 1] === ascii.space && buffer[at + 2] === ascii.quote;
  return found ? at + 3 : -1;
}

/** How far behind the bracket the first colon of `[20/Nov/2026:` stands. */
const toColon = 12;
/** How far before that colon any byte may stand: the last letter of the month. */
const anyByte = 6;
/**
 * By the byte that stands where that colon would: how far on it may be at the earliest; 0 where it is there.
 * Most lines are no access log: a few of their bytes tell it.
 */
const steps = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === ascii.colon) return 0;
  if (isDigit(byte)) return 1;
  return byte === ascii.slash ? 5 : anyByte;
});

/** Where the bracket of ` [20/Nov/2026:` stands, from `start` on and before `stop`; -1 where there is none. */
function findTime(buffer: Buffer, start: number, stop: number, end: number): number {
  const last = Math.min(stop + toColon, end);
  for (let at = start + toColon; at < last; ) {
    const step = steps[buffer[at]!]!;
    if (step === 0 && isTime(buffer, at - toColon)) return at - toColon;
    at += step === 0 ? anyByte : step;
  }
  return -1;
}

/** ` [20/Nov/2026`, the bracket of which is at `at` */
function isTime(buffer: Buffer, at: number): boolean {
  return (
    buffer[at] === ascii.openBracket &&
    buffer[at - 1] === ascii.space &&
    buffer[at + 3] === ascii.slash &&
    buffer[at + 7] === ascii.slash &&
    areDigits(buffer, at + 1, at + 3) &&
    areDigits(buffer, at + 8, at + toColon)
  );
}

/**
 * Milliseconds, from what stands right behind the last quoted field: nginx's `$request_time`, seconds with three
 * decimals, or Traefik's `12ms`. Nothing else that is usual there looks like them: Apache's `%D`, `%T` and `%{ms}T`
 * are whole numbers of three different units.
 */
function readDuration(buffer: Buffer, start: number, end: number): number | undefined {
  let quote = end - 1;
  while (quote >= start && buffer[quote] !== ascii.quote) quote--;
  if (quote < start || buffer[quote + 1] !== ascii.space) return undefined;
  const number = quote + 2;
  const dot = skipDigits(buffer, number, end);
  if (dot === number) return undefined;
  if (buffer[dot] !== ascii.dot) return isMilliseconds(buffer, dot, end) ? toNumber(buffer, number, dot) : undefined;
  const last = dot + 4;
  if (last > end || !areDigits(buffer, dot + 1, last)) return undefined;
  if (last < end && buffer[last] !== ascii.space) return undefined;
  return toNumber(buffer, number, dot) * 1000 + toNumber(buffer, dot + 1, last);
}

/** Whether `ms` ends the line. */
function isMilliseconds(buffer: Buffer, at: number, end: number): boolean {
  return at + 2 === end && buffer[at] === 0x6d && buffer[at + 1] === 0x73;
}
