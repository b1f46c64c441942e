import { parseDecimal } from '../../shared/decimal.ts';
import { bounded } from '../written-metrics/number.ts';
import { scaled, type Unit, unitOf } from '../written-metrics/units.ts';

/** What a number measures: `plain` ones have no unit. */
export interface Quantity {
  /** Milliseconds, bytes, a fraction of one, or whatever is counted. */
  readonly value: number;
  readonly of: 'time' | 'size' | 'share' | 'plain';
}

/** No number that a log means is longer. */
const longest = 60;

type Measure = Omit<Unit, 'of'> & { readonly of: Exclude<Quantity['of'], 'plain'> };

/** Written out, as people do. */
const words: Readonly<Record<string, string>> = {
  msec: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  usec: 'us',
  // The letter that is not the sign for micro, but looks like it.
  μs: 'us',
  microseconds: 'us',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hr: 'h',
  hour: 'h',
  hours: 'h',
  b: 'B',
  byte: 'bytes',
};

/** What a unit measures, and its factor; undefined for none that is known. */
export function measureOf(unit: string): Measure | undefined {
  if (unit === '%') return { of: 'share', factor: 0.01 };
  return unitOf(Object.hasOwn(words, unit) ? words[unit]! : unit);
}

/** One number and its unit, at the begin of what is left. */
const part = /([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s?([a-zA-Zµμ%]+)/y;

/**
 * Reads a number, with a unit or without: `12`, `12ms`, `1.5 s`, `1m30.5s` as Go writes it, `3.4 MB`, `2 KiB`, `45%`.
 * Undefined for anything else.
 */
export function readQuantity(written: string): Quantity | undefined {
  const text = written.trim();
  if (text.length > longest) return undefined;
  const number = parseDecimal(text);
  if (number !== undefined) return quantity(number, 'plain');
  let sum = 0;
  let of: Measure['of'] | undefined;
  for (part.lastIndex = 0; part.lastIndex < text.length; ) {
    const [, digits = '', unit = ''] = part.exec(text) ?? [];
    const value = parseDecimal(digits);
    const measure = measureOf(unit);
    // Only times are written in parts: 1h 30m is not read, 1h30m is.
    if (value === undefined || measure === undefined || (of !== undefined && (of !== 'time' || measure.of !== of)))
      return undefined;
    of = measure.of;
    sum += scaled(value, measure.factor);
  }
  return of === undefined ? undefined : quantity(sum, of);
}

/** As {@link readQuantity}, of any value: a number has no unit, and what is neither number nor text is none. */
export function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value === 'number') return { value, of: 'plain' };
  return typeof value === 'string' ? readQuantity(value) : undefined;
}

const quantity = (value: number, of: Quantity['of']): Quantity | undefined =>
  bounded(value) === undefined ? undefined : { value, of };
