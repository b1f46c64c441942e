import type { Tally } from '../tally/tally.ts';
import { areDigits, ascii } from './bytes.ts';
import type { LineReader } from './format.ts';
import { createLoggerCounter } from './logger-metrics.ts';
import { headLevel } from './plain-head.ts';
import { find, skipDigits, skipSpaces } from './scan.ts';

/** Where the head of a line ends at the latest. */
const longestHead = 160;

/**
 * glog's and klog's lines, of Kubernetes and etcd among others: `E0102 15:04:05.123456    1 reflector.go:138] text`,
 * that is severity, month and day, time, thread, and the source file, which counts as the logger.
 */
export function createKlogReader(tally: Tally): LineReader {
  const countLogger = createLoggerCounter(tally);
  return (buffer, start, end) => {
    if (end - start < 22 || buffer[start + 5] !== ascii.space || buffer[start + 14] !== ascii.dot) return undefined;
    if (buffer[start + 11] !== ascii.colon || !areDigits(buffer, start + 12, start + 14)) return undefined;
    const level = headLevel(buffer, start, end);
    if (level === undefined) return undefined;
    const thread = skipSpaces(buffer, skipDigits(buffer, start + 15, end), end);
    const file = skipDigits(buffer, thread, end) + 1;
    const headEnd = find(ascii.closeBracket, buffer, file, Math.min(end, start + longestHead));
    const fileEnd = find(ascii.colon, buffer, file, headEnd);
    if (file - 1 === thread || buffer[file - 1] !== ascii.space || fileEnd >= headEnd) return undefined;
    if (headEnd >= end || buffer[headEnd] !== ascii.closeBracket) return undefined;
    countLogger(level, buffer, file, fileEnd);
    return level;
  };
}
