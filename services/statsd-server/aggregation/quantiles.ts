import { type RankedValues, valueAt } from './ranked.ts';

/** The mean of the middle two, which are one where there is an odd number of them. */
export function medianOf(ranked: RankedValues): number {
  const { total } = ranked;
  // Halves before they are added up, since the sum may be beyond what a double holds.
  return valueAt(ranked, Math.floor((total - 1) / 2)) / 2 + valueAt(ranked, Math.floor(total / 2)) / 2;
}

/** A percentile above 0 and below 100 by Telegraf's formula (plugins/inputs/statsd/running_stats.go): sorted[min(⌊n·p/100⌋, n-1)]. */
export function percentileOf(ranked: RankedValues, percentile: number): number {
  const { total } = ranked;
  return valueAt(ranked, Math.min(Math.floor((total * percentile) / 100), total - 1));
}
