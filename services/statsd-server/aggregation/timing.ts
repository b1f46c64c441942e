import type { Aggregate, AggregationOptions, Fields } from './aggregate.ts';
import { quantilesOf } from './quantiles.ts';
import type { Room } from './room.ts';

/** Values of one series and interval that are kept, as long as there is room; from then on a random sample of all (Vitter's algorithm R). */
export const maxTimingValues = 65_536;

/** Values that a series has room for in any case. */
const firstValues = 8;

/** What a timing works with. */
export interface TimingOptions extends Pick<AggregationOptions, 'percentiles' | 'onSampled' | 'timingRoom'> {
  /** 0 to below 1. */
  readonly random?: () => number;
}

/**
 * Timings, histograms and distributions. A value of sample rate r stands for 1/r values, so that `count`, `sum`, `mean`,
 * `stddev` (of the population) and the percentiles are those of the unsampled whole; the percentiles' formula is
 * Telegraf's, sorted[min(⌊n·p/100⌋, n-1)], and the median is the mean of the middle two.
 */
export function createTiming(options: TimingOptions): Aggregate {
  return new Timing(options);
}

class Timing implements Aggregate {
  readonly #percentiles: () => readonly number[];
  readonly #onSampled: () => void;
  readonly #room: Room;
  readonly #random: () => number;
  #values = new Float64Array(firstValues);
  /** Made when the first value with a sample rate comes. */
  #weights: Float64Array | undefined;
  #seen = 0;
  #count = 0;
  #sum = 0;
  /** Welford's running mean and sum of squared differences, which lose no digits to large means. */
  #mean = 0;
  #squares = 0;
  #lower = Number.POSITIVE_INFINITY;
  #upper = Number.NEGATIVE_INFINITY;

  constructor({ percentiles, onSampled, timingRoom, random = Math.random }: TimingOptions) {
    this.#percentiles = percentiles;
    this.#onSampled = onSampled;
    this.#room = timingRoom;
    this.#random = random;
  }

  add({ value, rate }: { value: number; rate: number }): void {
    const weight = 1 / rate;
    this.#count += weight;
    this.#sum += value * weight;
    const distance = value - this.#mean;
    this.#mean += (distance * weight) / this.#count;
    this.#squares += weight * distance * (value - this.#mean);
    if (value < this.#lower) this.#lower = value;
    if (value > this.#upper) this.#upper = value;
    this.#keep(value, weight);
  }

  flush(): Fields | undefined {
    if (this.#seen === 0) return undefined;
    const kept = Math.min(this.#seen, this.#values.length);
    const percentiles = this.#percentiles();
    const { median, quantiles } = quantilesOf(
      this.#values.subarray(0, kept),
      this.#weights?.subarray(0, kept),
      percentiles,
    );
    const fields: Fields = {
      count: this.#count,
      sum: this.#sum,
      mean: this.#sum / this.#count,
      lower: this.#lower,
      upper: this.#upper,
      median,
      stddev: Math.sqrt(Math.max(0, this.#squares) / this.#count),
    };
    for (const [index, percentile] of percentiles.entries()) fields[`${percentile}_percentile`] = quantiles[index]!;
    this.#clear();
    return fields;
  }

  #keep(value: number, weight: number): void {
    let slot = this.#seen++;
    if (slot >= this.#values.length && !this.#grow()) {
      this.#onSampled();
      slot = Math.floor(this.#random() * this.#seen);
      if (slot >= this.#values.length) return;
    }
    if (weight !== 1 && !this.#weights) this.#weights = new Float64Array(this.#values.length).fill(1);
    this.#values[slot] = value;
    if (this.#weights) this.#weights[slot] = weight;
  }

  /** Only while every value so far was kept: a sample that grew would favour the later ones. */
  #grow(): boolean {
    const { length } = this.#values;
    if (this.#seen > length + 1 || length >= maxTimingValues || !this.#room.take(length)) return false;
    this.#values = grown(this.#values);
    if (this.#weights) this.#weights = grown(this.#weights);
    return true;
  }

  #clear(): void {
    // Series that were busy once must not hold the room of those that are busy now.
    if (this.#values.length > firstValues) {
      this.#room.give(this.#values.length - firstValues);
      this.#values = new Float64Array(firstValues);
    }
    this.#weights = undefined;
    this.#seen = this.#count = this.#sum = this.#mean = this.#squares = 0;
    this.#lower = Number.POSITIVE_INFINITY;
    this.#upper = Number.NEGATIVE_INFINITY;
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
