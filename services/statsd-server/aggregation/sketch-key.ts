/** How far off a value that a sketch tells may be, as long as none of its bins had to be merged. */
export const relativeError = 0.01;

/** ln γ, where each bin's upper end is γ times that of the bin before (Masson, Rim and Lee: DDSketch, 2019, section 2.1). */
const logGamma = Math.log((1 + relativeError) / (1 - relativeError));

/** Above every index of a double, which are from -37 222 to 35 488: so that keys of positive values are above 0. */
const offset = 1 << 16;

/** How wide the bins are: 0 as `relativeError` has it, and twice as many of those merged into one with each level. */
export type Level = number;

/** What a logarithm is multiplied with for its bin's index. */
export const scaleOf = (level: Level): number => 1 / (logGamma * 2 ** level);

/** The key of the bin that holds a value; keys are in the order of their values, and 0 is the bin of zero alone. */
export function keyOf(value: number, scale: number): number {
  if (value > 0) return Math.ceil(Math.log(value) * scale) + offset;
  return value < 0 ? -Math.ceil(Math.log(-value) * scale) - offset : 0;
}

/** The key of the bin of the next level that holds all of this one's values. */
export function mergedKey(key: number): number {
  if (key === 0) return 0;
  return key > 0 ? Math.ceil((key - offset) / 2) + offset : -Math.ceil((-key - offset) / 2) - offset;
}

/**
 * The value that stands for a bin: 2γⁱ/(1+γ), at most `relativeError` off any in it. As a logarithm, since γⁱ may be beyond
 * what a double holds where the value is not.
 */
export function valueOfKey(key: number, scale: number): number {
  if (key === 0) return 0;
  const width = 1 / scale;
  const size = Math.exp((Math.abs(key) - offset - 1) * width + Math.LN2 - Math.log1p(Math.exp(-width)));
  return key > 0 ? size : -size;
}
