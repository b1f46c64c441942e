import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { areDigits, ascii, isWordPart, toNumber } from './bytes.ts';
import type { LineReader } from './format.ts';
import { methodAt } from './http-methods.ts';
import { levelWord } from './level-words.ts';
import { createLoggerCounter, type LoggerCounter } from './logger-metrics.ts';
import { find, findQuote, skipCapitals, skipSpaces, startsWith } from './scan.ts';

const longestLogger = 200;
const separator = Buffer.from(' - ');
const info = Buffer.from('INFO:     ');

/**
 * The patterns of Python's logging that are usual:
 * - `WARNING:root:text`, its default;
 * - `2026-11-20 19:14:00,123 - app.db - ERROR - text`, its tutorial's, with name and level in either order;
 * - `INFO:     127.0.0.1:40312 - "GET / HTTP/1.1" 200 OK`, uvicorn's, a request.
 */
export function createPythonReader(tally: Tally): LineReader {
  const countLogger = createLoggerCounter(tally);
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  return (buffer, start, end, time) => {
    if (time >= 0) return readDashed(buffer, time, end, countLogger);
    const levelEnd = skipCapitals(buffer, start, end);
    if (levelEnd - start < 4 || levelEnd >= end || buffer[levelEnd] !== ascii.colon) return undefined;
    const level = pythonLevel(buffer, start, levelEnd);
    if (level === undefined) return undefined;
    if (startsWith(buffer, start, end, info)) {
      const request = findUvicornRequest(buffer, start + info.length, end);
      if (request > 0) {
        const status = findQuote(buffer, request, end) + 2;
        line.method = methodAt(buffer, request);
        line.status = toNumber(buffer, status, status + 3);
        return count(line);
      }
    }
    const logger = levelEnd + 1;
    const loggerEnd = find(ascii.colon, buffer, logger, Math.min(end, logger + longestLogger));
    if (loggerEnd === logger || buffer[loggerEnd] !== ascii.colon || loggerEnd >= end) return undefined;
    for (let at = logger; at < loggerEnd; at++) if (buffer[at]! <= ascii.space) return undefined;
    countLogger(level, buffer, logger, loggerEnd);
    return level;
  };
}

/** Of the names that Python has: DEBUG, INFO, WARNING, ERROR, CRITICAL, and FATAL. */
function pythonLevel(buffer: Buffer, start: number, end: number): Level | undefined {
  const word = start < end ? levelWord(buffer, start, end) : undefined;
  return word === undefined || word.everyday ? undefined : word.level;
}

/** Where the request begins in `127.0.0.1:40312 - "GET / HTTP/1.1" 200 OK`, or -1. */
function findUvicornRequest(buffer: Buffer, start: number, end: number): number {
  const client = find(ascii.space, buffer, start, Math.min(end, start + 64));
  const request = client + 4;
  if (request >= end || !startsWith(buffer, client, end, separator) || buffer[request - 1] !== ascii.quote) return -1;
  const status = findQuote(buffer, request, end) + 2;
  return status + 3 <= end && buffer[status - 1] === ascii.space && areDigits(buffer, status, status + 3)
    ? request
    : -1;
}

/** `2026-11-20 19:14:00,123 - app.db - ERROR - text`, or with name and level in the other order. */
function readDashed(buffer: Buffer, time: number, end: number, countLogger: LoggerCounter): Level | undefined {
  if (!startsWith(buffer, time, end, separator)) return undefined;
  const first = time + separator.length;
  const firstEnd = find(ascii.space, buffer, first, Math.min(end, first + longestLogger));
  const second = skipSpaces(buffer, firstEnd, end) + 2;
  if (first === firstEnd || second >= end || buffer[second - 2] !== ascii.dash) return undefined;
  const secondEnd = find(ascii.space, buffer, second, Math.min(end, second + longestLogger));
  const behind = skipSpaces(buffer, secondEnd, end);
  if (second === secondEnd || behind >= end || buffer[behind] !== ascii.dash) return undefined;
  if (!isWordPart(buffer[first]!) || !isWordPart(buffer[second]!)) return undefined;
  const last = pythonLevel(buffer, second, skipCapitals(buffer, second, secondEnd));
  if (last !== undefined) {
    countLogger(last, buffer, first, firstEnd);
    return last;
  }
  const level = pythonLevel(buffer, first, skipCapitals(buffer, first, firstEnd));
  if (level !== undefined) countLogger(level, buffer, second, secondEnd);
  return level;
}
