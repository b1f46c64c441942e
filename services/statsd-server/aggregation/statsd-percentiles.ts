import type { Fields } from './aggregate.ts';
import { type RankedValues, rankHolding, valueAt } from './ranked.ts';

/** What lies below a percentile, or for one below 0 above it. */
export interface Threshold {
  /** How many values. */
  readonly count: number;
  /** The outermost of them: the largest below, or the smallest above. */
  readonly boundary: number;
  readonly sum: number;
  readonly sumSquares: number;
}

/**
 * Percentiles from -100 to 100 by statsd's formula (lib/process_metrics.js), as the fields `upper_90`, `count_90`, `mean_90`, `sum_90`
 * and `sum_squares_90`, or `lower_top10` and so on for -10. Of n values k = round(|p|/100·n) count, the smallest or the
 * largest; a percentile for which k is 0 is left out. Values with a sample rate count as the n that they stand for; statsd
 * takes each for one here. For -100 statsd tells no sums; here they are those of all values.
 */
export function addStatsdPercentiles(fields: Fields, ranked: RankedValues, percentiles: readonly number[]): void {
  if (percentiles.length === 0) return;
  const sums = runningSums(ranked);
  for (const percentile of percentiles) {
    const threshold = thresholdOf(ranked, sums, percentile);
    if (!threshold) continue;
    const name = `${percentile}`.replace('.', '_').replace('-', 'top');
    fields[`count_${name}`] = threshold.count;
    fields[`mean_${name}`] = threshold.sum / threshold.count;
    fields[`${percentile > 0 ? 'upper' : 'lower'}_${name}`] = threshold.boundary;
    fields[`sum_${name}`] = threshold.sum;
    fields[`sum_squares_${name}`] = threshold.sumSquares;
  }
}

function thresholdOf(ranked: RankedValues, sums: RunningSums, percentile: number): Threshold | undefined {
  const { total } = ranked;
  // statsd has a single value count for every percentile.
  const rounded = total > 1 ? Math.round((Math.abs(percentile) / 100) * total) : 1;
  if (rounded === 0) return undefined;
  const count = Math.min(rounded, total);
  if (percentile > 0) {
    const { sum, sumSquares } = sumsOfFirst(ranked, sums, count);
    return { count, boundary: valueAt(ranked, Math.ceil(count) - 1), sum, sumSquares };
  }
  const all = sumsOfFirst(ranked, sums, total);
  const below = sumsOfFirst(ranked, sums, total - count);
  return {
    count,
    boundary: valueAt(ranked, total - count),
    sum: all.sum - below.sum,
    sumSquares: all.sumSquares - below.sumSquares,
  };
}

/** The sums of the values up to and with each, and of their squares. */
interface RunningSums {
  readonly sum: Float64Array;
  readonly sumSquares: Float64Array;
}

function runningSums({ values, upTo }: RankedValues): RunningSums {
  const sum = new Float64Array(values.length);
  const sumSquares = new Float64Array(values.length);
  let [first, second] = [0, 0];
  for (let rank = 0; rank < values.length; rank++) {
    const value = values[rank]!;
    const weight = upTo ? upTo[rank]! - (rank > 0 ? upTo[rank - 1]! : 0) : 1;
    first += value * weight;
    second += value * value * weight;
    sum[rank] = first;
    sumSquares[rank] = second;
  }
  return { sum, sumSquares };
}

/** Sums of the first `count` of the values that these stand for: the last of them may count in part. */
function sumsOfFirst({ values, upTo }: RankedValues, { sum, sumSquares }: RunningSums, count: number) {
  if (count <= 0) return { sum: 0, sumSquares: 0 };
  if (!upTo) return { sum: sum[count - 1]!, sumSquares: sumSquares[count - 1]! };
  const rank = rankHolding(upTo, count);
  const value = values[rank]!;
  const beyond = upTo[rank]! - count;
  return { sum: sum[rank]! - value * beyond, sumSquares: sumSquares[rank]! - value * value * beyond };
}
