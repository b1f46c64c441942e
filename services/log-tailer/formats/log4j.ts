import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';
import { ascii } from './bytes.ts';
import type { LineReader } from './format.ts';
import { levelWord } from './level-words.ts';
import { createLoggerCounter, type LoggerCounter } from './logger-metrics.ts';
import { find, skipCapitals, skipDigits, skipSpaces, startsWith } from './scan.ts';

const springMark = Buffer.from('--- [');
/** Threads and loggers have no longer names. */
const longestName = 200;

/**
 * The patterns of log4j and logback that are usual:
 * - `19:14:00.123 [main] INFO  com.acme.Foo - text`, the default of both, with or without a date or a thread;
 * - `2026-11-20T19:14:00.123Z  INFO 1 --- [main] c.acme.Foo : text`, Spring Boot's;
 * - `[2026-11-20 19:14:00,123] INFO text (kafka.server.KafkaServer)`, Kafka's;
 * - `[2026-11-20T19:14:00,000][INFO ][o.e.n.Node] text`, Elasticsearch's.
 */
export function createLog4jReader(tally: Tally): LineReader {
  const countLogger = createLoggerCounter(tally);
  return (buffer, start, end, time) => {
    if (time < 0 || time + 2 >= end) return undefined;
    if (buffer[start] !== ascii.openBracket) return readPattern(buffer, time, end, countLogger);
    if (buffer[time] !== ascii.closeBracket) return undefined;
    if (buffer[time + 1] === ascii.openBracket) return readElasticsearch(buffer, time + 2, end, countLogger);
    return readKafka(buffer, time + 2, end, countLogger);
  };
}

/** The severity whose name in capitals is [start, end). */
function levelOf(buffer: Buffer, start: number, end: number): Level | undefined {
  const word = start < end ? levelWord(buffer, start, end) : undefined;
  return word === undefined || word.everyday ? undefined : word.level;
}

/** ` [main] INFO  com.acme.Foo - text`, ` INFO 1 --- [main] c.acme.Foo : text` */
function readPattern(buffer: Buffer, time: number, end: number, countLogger: LoggerCounter): Level | undefined {
  if (buffer[time] !== ascii.space) return undefined;
  let at = skipSpaces(buffer, time, end);
  if (buffer[at] === ascii.openBracket) {
    at = skipSpaces(buffer, find(ascii.closeBracket, buffer, at, Math.min(end, at + longestName)) + 1, end);
  }
  const levelEnd = skipCapitals(buffer, at, end);
  if (buffer[levelEnd] !== ascii.space) return undefined;
  const level = levelOf(buffer, at, levelEnd);
  if (level === undefined) return undefined;
  at = skipSpaces(buffer, levelEnd, end);
  const spring = skipSpaces(buffer, skipDigits(buffer, at, end), end);
  const isSpring = spring > at && startsWith(buffer, spring, end, springMark);
  if (isSpring) {
    at = find(ascii.closeBracket, buffer, spring, Math.min(end, spring + longestName)) + 1;
    // Spring Boot 3 puts the trace into brackets of its own.
    if (buffer[at] === ascii.space && buffer[at + 1] === ascii.openBracket) {
      at = find(ascii.closeBracket, buffer, at, Math.min(end, at + longestName)) + 1;
    }
    at = skipSpaces(buffer, at, end);
  }
  const loggerEnd = find(ascii.space, buffer, at, Math.min(end, at + longestName));
  const mark = skipSpaces(buffer, loggerEnd, end);
  if (mark >= end || buffer[mark] !== (isSpring ? ascii.colon : ascii.dash)) return undefined;
  countLogger(level, buffer, at, loggerEnd);
  return level;
}

/** `INFO ][o.e.n.Node] text` */
function readElasticsearch(buffer: Buffer, at: number, end: number, countLogger: LoggerCounter): Level | undefined {
  const levelEnd = skipCapitals(buffer, at, end);
  const level = levelOf(buffer, at, levelEnd);
  const logger = skipSpaces(buffer, levelEnd, end) + 2;
  if (level === undefined || logger >= end || buffer[logger - 1] !== ascii.openBracket) return undefined;
  const stop = Math.min(end, logger + longestName);
  const loggerEnd = find(ascii.space, buffer, logger, find(ascii.closeBracket, buffer, logger, stop));
  countLogger(level, buffer, logger, loggerEnd);
  return level;
}

/** `INFO text (kafka.server.KafkaServer)` */
function readKafka(buffer: Buffer, at: number, end: number, countLogger: LoggerCounter): Level | undefined {
  const levelEnd = skipCapitals(buffer, at, end);
  const level = levelOf(buffer, at, levelEnd);
  if (level === undefined || buffer[end - 1] !== ascii.closeParenthesis || buffer[levelEnd] !== ascii.space)
    return undefined;
  let open = end - 1;
  const stop = Math.max(levelEnd, end - longestName);
  while (open > stop && buffer[open] !== ascii.openParenthesis) open--;
  if (open === stop) return undefined;
  countLogger(level, buffer, open + 1, end - 1);
  return level;
}
