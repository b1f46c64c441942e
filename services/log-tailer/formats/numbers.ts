import { ascii, isDigit, toNumber } from './bytes.ts';
import { skipDigits, startsWith } from './scan.ts';

/** The end of `12` or `12.345` at `start`; `start` where there is none. */
export function skipDecimal(buffer: Buffer, start: number, end: number): number {
  const whole = skipDigits(buffer, start, end);
  if (whole === start || whole + 1 >= end || buffer[whole] !== ascii.dot || !isDigit(buffer[whole + 1])) return whole;
  return skipDigits(buffer, whole + 1, end);
}

/** The number that {@link skipDecimal} has found the end of; 0 for none. */
export function toDecimal(buffer: Buffer, start: number, end: number): number {
  const whole = skipDigits(buffer, start, end);
  if (whole >= end) return toNumber(buffer, start, whole);
  return toNumber(buffer, start, whole) + toNumber(buffer, whole + 1, end) / 10 ** (end - whole - 1);
}

/**
 * Milliseconds as they are told: whole from 100 on, below that with three digits, and no finer than a microsecond, so
 * that there are few different ones.
 */
export function toldMilliseconds(milliseconds: number): number {
  const steps = milliseconds >= 100 ? 1 : milliseconds >= 10 ? 10 : milliseconds >= 1 ? 100 : 1000;
  return Math.round(milliseconds * steps) / steps;
}

/** Milliseconds of `ns`, `us`, `µs` (two letters of Unicode look so), `ms`, `s`, `m` and `h`. */
const units: readonly (readonly [unit: Buffer, milliseconds: number])[] = (
  [
    ['ns', 1e-6],
    ['us', 1e-3],
    ['\u00b5s', 1e-3],
    ['\u03bcs', 1e-3],
    ['ms', 1],
    ['s', 1000],
    ['m', 60_000],
    ['h', 3_600_000],
  ] as const
).map(([unit, milliseconds]) => [Buffer.from(unit), milliseconds]);

/** Milliseconds of `12ms`, `1.5s` or `1m2.5s`, as Go writes a duration; undefined for what is not that, to its end. */
export function readDuration(buffer: Buffer, start: number, end: number): number | undefined {
  let sum = 0;
  let at = start;
  while (at < end) {
    const unit = skipDecimal(buffer, at, end);
    if (unit === at) return undefined;
    let next = unit;
    while (next < end && !isDigit(buffer[next])) next++;
    const found = units.find(([name]) => name.length === next - unit && startsWith(buffer, unit, next, name));
    if (found === undefined) return undefined;
    sum += toDecimal(buffer, at, unit) * found[1];
    at = next;
  }
  return start === end ? undefined : toldMilliseconds(sum);
}
