import { parseDecimal } from '../../shared/decimal.ts';

const zero = 48;
const nine = 57;
const dot = 46;
const plus = 43;
const minus = 45;

/** A whole number below this is exact as a double, and so is its quotient by a power of ten up to 10^22 rounded (Clinger). */
export const exactDigits = 15;
/** 10^0 to 10^15. */
export const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, exponent) => 10 ** exponent);

/**
 * The decimal number in the bytes [start, end), or NaN when they are anything else: no spaces, hex, NaN or Infinity.
 * Short decimals, which nearly all are, take no string.
 */
export function parseNumber(buffer: Buffer, start: number, end: number): number {
  let at = start;
  const first = buffer[at];
  const negative = first === minus;
  if (negative || first === plus) at += 1;
  if (end - at <= exactDigits && end > at) {
    let digits = 0;
    let afterDot = -1;
    for (let index = at; index < end; index++) {
      const byte = buffer[index]!;
      if (byte >= zero && byte <= nine) digits = digits * 10 + (byte - zero);
      else if (byte === dot && afterDot < 0) afterDot = end - index - 1;
      else return parseLongForm(buffer, start, end);
    }
    if (afterDot === end - at - 1 && afterDot === 0) return Number.NaN; // a lone dot
    const value = afterDot > 0 ? digits / powersOfTen[afterDot]! : digits;
    return negative ? -value : value;
  }
  return parseLongForm(buffer, start, end);
}

function parseLongForm(buffer: Buffer, start: number, end: number): number {
  return parseDecimal(buffer.toString('latin1', start, end)) ?? Number.NaN;
}
