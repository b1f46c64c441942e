/** Not `\d+\.?\d*`, which would try every place to part a long row of digits. */
const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** CloudWatch's bound for a value; below it sums of any number of values stay finite. */
const largest = 2 ** 360;

/** The number of StatsD's grammar that the whole text is, or undefined: no space, hexadecimal, NaN or Infinity. */
export function readNumber(text: string): number | undefined {
  return decimal.test(text) ? bounded(Number(text)) : undefined;
}

/** The number, or undefined when it is none that can be added up. */
export function bounded(value: number): number | undefined {
  return Math.abs(value) <= largest ? value : undefined;
}
