/** The middle and the percentiles of a set of values. */
export interface Quantiles {
  readonly median: number;
  /** In the order of the percentiles asked for. */
  readonly quantiles: readonly number[];
}

/**
 * Percentiles by Telegraf's formula, sorted[min(⌊n·p/100⌋, n-1)], and the median as the mean of the middle two.
 * With weights, a value stands for as many equal ones as its weight says. `values` is sorted in place when there are
 * no weights.
 */
export function quantilesOf(
  values: Float64Array,
  weights: Float64Array | undefined,
  percentiles: readonly number[],
): Quantiles {
  if (!weights) {
    values.sort();
    const n = values.length;
    return {
      median: (values[(n - 1) >> 1]! + values[n >> 1]!) / 2,
      quantiles: percentiles.map(percentile => values[Math.min(Math.floor((n * percentile) / 100), n - 1)]!),
    };
  }
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const upTo = new Float64Array(order.length);
  let total = 0;
  for (const [rank, index] of order.entries()) {
    total += weights[index]!;
    upTo[rank] = total;
  }
  const valueAt = (position: number) => values[order[rankHolding(upTo, position)]!]!;
  return {
    median: (valueAt(Math.floor((total - 1) / 2)) + valueAt(Math.floor(total / 2))) / 2,
    quantiles: percentiles.map(percentile => valueAt(Math.min(Math.floor((total * percentile) / 100), total - 1))),
  };
}

/** The first rank up to which there is more weight than `position`. */
function rankHolding(upTo: Float64Array, position: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
