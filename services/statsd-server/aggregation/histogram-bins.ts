import type { Fields } from './aggregate.ts';
import { type RankedValues, weightBelow } from './ranked.ts';

/**
 * How many values lie in each bin, by statsd's rule (lib/process_metrics.js): a bin holds what is below its end and not in
 * the bin before, and what is not below the last end is in none. Fields are `histogram_bin_10`, `histogram_bin_0_5`, `histogram_bin_inf`.
 */
export function addHistogramBins(fields: Fields, ranked: RankedValues, ends: readonly number[]): void {
  let before = 0;
  for (const end of ends) {
    const below = end === Number.POSITIVE_INFINITY ? ranked.total : weightBelow(ranked, end);
    const name = end === Number.POSITIVE_INFINITY ? 'inf' : `${end}`.replace('.', '_');
    fields[`histogram_bin_${name}`] = below - before;
    before = below;
  }
}
