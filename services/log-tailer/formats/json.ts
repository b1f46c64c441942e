import type { Level } from '../../shared/levels.ts';
import { ascii, isOneOf } from './bytes.ts';
import type { LineReader } from './format.ts';
import { type MemberVisitor, visitMembers } from './json-object.ts';
import { levelOfValue } from './level-words.ts';
import { plainLevel } from './plain.ts';

const keys = (names: readonly string[]) => names.map(name => Buffer.from(name));
/** zap's, GCP's, logrus's, Python's and Serilog's names for it, among others. */
const levelKeys = keys(['level', 'severity', 'log.level', 'lvl', 'loglevel', 'levelname', '@l']);
/** Where the text for people stands. */
export const messageKeys = keys(['msg', 'message', '@m', 'log']);
const ecsKeys = keys(['log']);
/** A severity that lies deeper in a line is not looked for. */
const mostBytes = 16_384;

/**
 * A line that is a JSON object, as pino, bunyan, winston, zap, logrus, logback and others write. Its severity is that
 * of the key `level` or one like it, or of the object `log` as the Elastic Common Schema nests it, else what the text
 * of the message shows.
 */
export function createJsonReader(): LineReader {
  let level: Level | undefined;
  let messageStart = 0;
  let messageEnd = 0;

  const visitNested: MemberVisitor = (buffer, keyStart, keyEnd, start, end) => {
    if (isOneOf(levelKeys, buffer, keyStart, keyEnd)) level = unquoted(buffer, start, end, levelOfValue);
    return level !== undefined;
  };
  const visit: MemberVisitor = (buffer, keyStart, keyEnd, start, end) => {
    if (buffer[start] === ascii.openBrace) {
      if (isOneOf(ecsKeys, buffer, keyStart, keyEnd)) visitMembers(buffer, start, end, visitNested);
    } else if (isOneOf(messageKeys, buffer, keyStart, keyEnd)) {
      messageStart = start;
      messageEnd = end;
    } else visitNested(buffer, keyStart, keyEnd, start, end);
    return level !== undefined;
  };

  return (buffer, start, end) => {
    if (buffer[start] !== ascii.openBrace || start === end) return undefined;
    level = undefined;
    messageStart = messageEnd = start;
    const wellFormed = visitMembers(buffer, start, Math.min(end, start + mostBytes), visit);
    if (level === undefined && wellFormed) level = unquoted(buffer, messageStart, messageEnd, plainLevel);
    return level;
  };
}

/** `read` of what lies between the quotation marks, or of the whole of a value that has none. */
function unquoted<Result>(
  buffer: Buffer,
  start: number,
  end: number,
  read: (buffer: Buffer, start: number, end: number) => Result,
): Result {
  return buffer[start] === ascii.quote ? read(buffer, start + 1, end - 1) : read(buffer, start, end);
}
