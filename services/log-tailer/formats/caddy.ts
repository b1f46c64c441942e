import type { Tally } from '../tally/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { createAccessObjectReader } from './access-object.ts';
import { areDigits, ascii } from './bytes.ts';
import type { LineReader } from './format.ts';
import { caddyKeys } from './json-access.ts';
import { levelWord } from './level-words.ts';
import { createLoggerCounter } from './logger-metrics.ts';
import { find, skipCapitals, startsWith } from './scan.ts';

const accessLogger = Buffer.from('http.log.access');

/**
 * Caddy's log as text (`format console`), fields between tabs, a request's in JSON:
 * `2022/03/09 21:30:01.524	INFO	http.log.access.log0	handled request	{"request": {…}, "status": 200}`.
 */
export function createCaddyReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  const readObject = createAccessObjectReader(caddyKeys);
  const countLogger = createLoggerCounter(tally);
  return (buffer, start, end) => {
    if (end - start < 24 || buffer[start + 4] !== ascii.slash || buffer[start + 7] !== ascii.slash) return undefined;
    const time = find(ascii.tab, buffer, start + 19, Math.min(end, start + 27));
    if (time >= end || buffer[time] !== ascii.tab || !areDigits(buffer, start, start + 4)) return undefined;
    const levelEnd = skipCapitals(buffer, time + 1, end);
    const logger = levelEnd + 1;
    const level = levelEnd > time + 1 ? levelWord(buffer, time + 1, levelEnd)?.level : undefined;
    if (level === undefined || logger >= end || buffer[levelEnd] !== ascii.tab) return undefined;
    const loggerEnd = find(ascii.tab, buffer, logger, end);
    if (startsWith(buffer, logger, end, accessLogger)) {
      const object = find(ascii.tab, buffer, loggerEnd + 1, end) + 1;
      if (object < end && readObject(buffer, object, end, line)) return count(line);
    }
    countLogger(level, buffer, logger, loggerEnd);
    return level;
  };
}
