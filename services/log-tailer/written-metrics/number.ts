import { parseDecimal } from '../../shared/decimal.ts';

/** CloudWatch's bound for a value; below it sums of any number of values stay finite. */
const largest = 2 ** 360;

/** The number that the whole text is, or undefined when it is none that can be added up. */
export function readNumber(text: string): number | undefined {
  const value = parseDecimal(text);
  return value === undefined ? undefined : bounded(value);
}

/** The number, or undefined when it is none that can be added up. */
export function bounded(value: number): number | undefined {
  return Math.abs(value) <= largest ? value : undefined;
}
