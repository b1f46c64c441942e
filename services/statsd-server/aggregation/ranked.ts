/** The values of an interval in ascending order, each standing for as many equal ones as its weight says. */
export interface RankedValues {
  readonly values: Float64Array;
  /** The weight of the values up to and with each; undefined where each weighs 1. */
  readonly upTo: Float64Array | undefined;
  /** The weight of all: how many values they stand for. */
  readonly total: number;
}

/** Values in ascending order with their weights. */
export function rankedValues(values: Float64Array, weights: Float64Array | undefined): RankedValues {
  if (!weights) return { values, upTo: undefined, total: values.length };
  const upTo = new Float64Array(values.length);
  let total = 0;
  for (let rank = 0; rank < values.length; rank++) {
    total += weights[rank]!;
    upTo[rank] = total;
  }
  return { values, upTo, total };
}

/** The value at a position, counted from 0, among the values that these stand for. */
export function valueAt({ values, upTo }: RankedValues, position: number): number {
  return values[upTo ? rankHolding(upTo, position) : position]!;
}

/** The first rank up to which there is more weight than `position`, or the last. */
export function rankHolding(upTo: Float64Array, position: number): number {
  return firstRank(upTo.length - 1, rank => upTo[rank]! > position);
}

/** The weight of the values below `end`. */
export function weightBelow({ values, upTo }: RankedValues, end: number): number {
  const rank = firstRank(values.length, index => values[index]! >= end);
  return upTo && rank > 0 ? upTo[rank - 1]! : rank;
}

/** The first rank of [0, count) that `holds`, as all behind it do; `count` when none does. */
function firstRank(count: number, holds: (rank: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
