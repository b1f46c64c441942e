import { areDigits, ascii, isDigit, toNumber } from './bytes.ts';

/** The methods that OpenTelemetry's `http.request.method` knows; any other is `_OTHER`. */
export const methods = [
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'CONNECT',
  'TRACE',
  '_OTHER',
] as const;

/** What an access log says of one request; made once and filled by every line. */
export interface AccessLine {
  /** Index into {@link methods}. */
  method: number;
  /** Three digits; nginx writes 000 for a connection that ended before there was one. */
  status: number;
  /** Of the body; 0 where the log has `-`. */
  bytes: number;
  /** Milliseconds; undefined where the log has none. */
  duration: number | undefined;
}

const methodBytes = methods.slice(0, -1).map(name => Buffer.from(`${name} `));
const otherMethod = methods.length - 1;
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
  let at = request;
  while (at < end && buffer[at] !== ascii.quote) at += buffer[at] === ascii.backslash ? 2 : 1;
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
  let at = start + 1;
  for (; at < headEnd; at++) {
    // The cheapest tests first: most lines are no access log, and end here.
    if (buffer[at] === ascii.openBracket && buffer[at - 1] === ascii.space && isTime(buffer, at + 1)) break;
  }
  const timeEnd = Math.min(headEnd, at + longestTime);
  while (at < timeEnd && buffer[at] !== ascii.closeBracket) at++;
  const found = at + 3 < end && at < timeEnd && buffer[at + 1] === ascii.space && buffer[at + 2] === ascii.quote;
  return found ? at + 3 : -1;
}

/** `20/Nov/2026:` */
function isTime(buffer: Buffer, at: number): boolean {
  return (
    buffer[at + 2] === ascii.slash &&
    buffer[at + 6] === ascii.slash &&
    buffer[at + 11] === ascii.colon &&
    areDigits(buffer, at, at + 2) &&
    areDigits(buffer, at + 7, at + 11)
  );
}

function methodAt(buffer: Buffer, at: number): number {
  for (let index = 0; index < methodBytes.length; index++) {
    const bytes = methodBytes[index]!;
    let same = 0;
    while (same < bytes.length && buffer[at + same] === bytes[same]) same++;
    if (same === bytes.length) return index;
  }
  return otherMethod;
}

/**
 * nginx's `$request_time`: seconds with three decimals, right behind the last quoted field. Nothing else that is
 * usual there looks like it: Apache's `%D`, `%T` and `%{ms}T` are whole numbers of three different units.
 */
function readDuration(buffer: Buffer, start: number, end: number): number | undefined {
  let quote = end - 1;
  while (quote >= start && buffer[quote] !== ascii.quote) quote--;
  if (quote < start || buffer[quote + 1] !== ascii.space) return undefined;
  const seconds = quote + 2;
  const dot = skipDigits(buffer, seconds, end);
  const last = dot + 4;
  if (dot === seconds || buffer[dot] !== ascii.dot || last > end || !areDigits(buffer, dot + 1, last)) return undefined;
  if (last < end && buffer[last] !== ascii.space) return undefined;
  return toNumber(buffer, seconds, dot) * 1000 + toNumber(buffer, dot + 1, last);
}

/** The end of the digits at `start`; no number that a log means has more than 15. */
function skipDigits(buffer: Buffer, start: number, end: number): number {
  const stop = Math.min(end, start + 15);
  let at = start;
  while (at < stop && isDigit(buffer[at])) at++;
  return at;
}
