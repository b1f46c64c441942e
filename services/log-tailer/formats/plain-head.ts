import type { Level } from '../../shared/levels.ts';
import { areDigits, ascii, isDigit, toNumber } from './bytes.ts';
import { levelOfNumber } from './level-words.ts';

const glogLevels = new Map<number | undefined, Level>([
  [0x49, 'info'],
  [0x57, 'warn'],
  [0x45, 'error'],
  [0x46, 'fatal'],
]);

/** The severity in a head that stands at the very beginning of a line: a syslog priority or glog's letter. */
export function headLevel(buffer: Buffer, start: number, end: number): Level | undefined {
  if (buffer[start] === ascii.less) return priorityLevel(buffer, start + 1, end);
  return isGlogHead(buffer, start, end) ? glogLevels.get(buffer[start]) : undefined;
}

/** `11>`: facility × 8 + severity, at most 191 (RFC 5424); the kernel leaves the facility out. */
function priorityLevel(buffer: Buffer, start: number, end: number): Level | undefined {
  let digits = start;
  while (digits < end && digits - start < 3 && isDigit(buffer[digits])) digits++;
  if (digits === start || digits === end || buffer[digits] !== ascii.greater) return undefined;
  const priority = toNumber(buffer, start, digits);
  return priority <= 191 ? levelOfNumber(priority % 8) : undefined;
}

/** `E0102 15:04:05`, glog's and klog's: the letter of the severity, month and day, the time. */
function isGlogHead(buffer: Buffer, start: number, end: number): boolean {
  return (
    end - start > 8 &&
    buffer[start + 5] === ascii.space &&
    buffer[start + 8] === ascii.colon &&
    areDigits(buffer, start + 1, start + 5)
  );
}
