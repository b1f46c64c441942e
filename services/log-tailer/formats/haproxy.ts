import type { Tally } from '../tally/tally.ts';
import { type AccessLine, createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { ascii, isDigit, toNumber } from './bytes.ts';
import type { LineReader } from './format.ts';
import { methodAt } from './http-methods.ts';
import { find, skipDigits } from './scan.ts';

/** Address and port of the client are no longer than this. */
const longestClient = 64;
/** What a timer has that does not apply, since the request ended before. */
const none = -1;

/**
 * HAProxy's HTTP log (`option httplog`), `client:port [date] frontend backend/server TR/Tw/Tc/Tr/Ta status bytes …
 * "GET / HTTP/1.1"`, timers in milliseconds. The client is an address, IPv6 in
 * lower case, or `unix`. Source: HAProxy's Configuration Manual, 8.2.3.
 */
export function createHaproxyReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const timers = new Float64Array(5);
  const count = createRequestCounter(tally);
  const queue = tally.timing('haproxy.queue.duration');
  return (buffer, start, end) => {
    const times = findTimers(buffer, start, end);
    if (times < 0) return undefined;
    const status = readTimers(buffer, times, end, timers);
    if (status < 0 || !readResponse(buffer, status, end, line)) return undefined;
    line.duration = known(timers[4]!);
    line.upstream = known(timers[3]!);
    if (timers[1]! > 0) queue.add(timers[1]!);
    return count(line);
  };
}

const known = (timer: number) => (timer === none ? undefined : timer);

/** Where the timers begin, behind ` [06/Feb/2009:12:14:14.655] frontend backend/server `, or -1. */
function findTimers(buffer: Buffer, start: number, end: number): number {
  const space = find(ascii.space, buffer, start, Math.min(end, start + longestClient));
  const dateEnd = space + 26;
  if (dateEnd + 2 >= end || buffer[space + 1] !== ascii.openBracket || buffer[space + 22] !== ascii.dot) return -1;
  if (buffer[space + 4] !== ascii.slash || buffer[dateEnd] !== ascii.closeBracket) return -1;
  const frontend = dateEnd + 2;
  const backend = find(ascii.space, buffer, frontend, end) + 1;
  const backendEnd = find(ascii.space, buffer, backend, end);
  return find(ascii.slash, buffer, backend, backendEnd) < backendEnd ? backendEnd + 1 : -1;
}

/** Fills in five timers and returns where the field behind them begins, or -1. With `option logasap` the last has a `+`. */
function readTimers(buffer: Buffer, start: number, end: number, timers: Float64Array): number {
  let at = start;
  for (let index = 0; index < timers.length; index++) {
    const sign = buffer[at];
    const digits = sign === ascii.dash || sign === ascii.plus ? at + 1 : at;
    const next = skipDigits(buffer, digits, end);
    const last = index === timers.length - 1;
    if (next === digits || next >= end || buffer[next] !== (last ? ascii.space : ascii.slash)) return -1;
    timers[index] = sign === ascii.dash ? none : toNumber(buffer, digits, next);
    at = next + 1;
  }
  return at;
}

/** `200 2750 … "GET / HTTP/1.1"`; the status is -1 where there was no response. */
function readResponse(buffer: Buffer, start: number, end: number, line: AccessLine): boolean {
  const digits = buffer[start] === ascii.dash ? start + 1 : start;
  const statusEnd = skipDigits(buffer, digits, end);
  const bytes = statusEnd + (buffer[statusEnd + 1] === ascii.plus ? 2 : 1);
  if (statusEnd === digits || bytes >= end || !isDigit(buffer[bytes])) return false;
  const bytesEnd = skipDigits(buffer, bytes, end);
  const quote = find(ascii.quote, buffer, bytesEnd, end);
  if (quote >= end) return false;
  line.method = methodAt(buffer, quote + 1);
  line.status = digits > start ? 0 : toNumber(buffer, digits, statusEnd);
  line.bytes = toNumber(buffer, bytes, bytesEnd);
  return true;
}
