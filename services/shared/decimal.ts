/**
 * A number as StatsD's grammar has it. Each digit counts in one way only: `\d+\.?\d*` would try every split of a long
 * number that ends in a letter.
 */
const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** The number that the whole text is, or undefined: no spaces, hexadecimal, NaN or Infinity. */
export function parseDecimal(text: string): number | undefined {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
