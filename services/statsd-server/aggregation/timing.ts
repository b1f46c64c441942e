import type { AddedLine, Aggregate, AggregationOptions, Fields } from './aggregate.ts';
import { ExactValues } from './exact-values.ts';
import { Moments } from './moments.ts';
import type { RankedValues } from './ranked.ts';
import { SketchedValues } from './sketched-values.ts';
import { figureOfMoments, timingFields, zeroTimingFields } from './timing-fields.ts';

/** What a timing works with. */
export type TimingOptions = Pick<
  AggregationOptions,
  'figures' | 'intervalSeconds' | 'exactValues' | 'timingRoom' | 'onSketched' | 'onCoarser'
>;

/**
 * Timings, histograms and distributions. A value of sample rate r stands for 1/r values, so that every figure is that of
 * the unsampled whole. Values are kept as they are up to a bound and while there is room; with more, all of them go into a
 * sketch: count, sum, sum of squares, mean, lower, upper and stddev stay exact, and what depends on ranks (median,
 * percentiles with their sums, bins) is told of values that are off by 1 % at most.
 */
export function createTiming(options: TimingOptions): Aggregate {
  return new Timing(options);
}

class Timing implements Aggregate {
  readonly #options: TimingOptions;
  readonly #exact: ExactValues;
  #sketched: SketchedValues | undefined;

  constructor(options: TimingOptions) {
    this.#options = options;
    this.#exact = new ExactValues(options.timingRoom, options.exactValues);
  }

  add({ value, rate }: Pick<AddedLine, 'value' | 'rate'>): void {
    const weight = rate === 1 ? 1 : 1 / rate;
    if (!this.#sketched) {
      if (this.#exact.add(value, weight)) return;
      this.#sketched = this.#sketch();
    }
    this.#sketched.add(value, weight);
    this.#options.onSketched(1);
  }

  size(): undefined {
    return undefined;
  }

  values(): readonly number[] {
    return this.#exact.toArray();
  }

  soFar(field: string): number | undefined {
    const { figures, intervalSeconds } = this.#options;
    if (!figures().fields.includes(field) || (!this.#sketched && this.#exact.size === 0)) return undefined;
    return figureOfMoments(field, this.#sketched?.moments ?? this.#exactMoments(), intervalSeconds());
  }

  flush(): Fields | undefined {
    if (!this.#sketched && this.#exact.size === 0) return undefined;
    const fields = this.#sketched
      ? this.#fieldsOf(this.#sketched.moments, this.#sketched.ranked())
      : this.#exactFields();
    this.discard();
    // Of few values no percentile by statsd's formula may be left, and a rule may ask for no others.
    return Object.keys(fields).length > 0 ? fields : undefined;
  }

  zero(): Fields {
    return zeroTimingFields(this.#options.figures());
  }

  discard(): void {
    this.#sketched?.release();
    this.#sketched = undefined;
    this.#exact.clear();
  }

  #exactFields(): Fields {
    const ranked = this.#exact.ranked();
    // Once they are sorted, so that sums do not depend on the order in which the values came.
    return this.#fieldsOf(this.#exactMoments(), ranked);
  }

  #exactMoments(): Moments {
    const moments = new Moments();
    this.#exact.addTo(moments);
    return moments;
  }

  #fieldsOf(moments: Moments, ranked: RankedValues): Fields {
    const { figures, intervalSeconds } = this.#options;
    return timingFields(figures(), moments, ranked, intervalSeconds());
  }

  /** A sketch with all values so far, in their room. */
  #sketch(): SketchedValues {
    const { timingRoom, onSketched, onCoarser } = this.#options;
    const sketched = new SketchedValues(timingRoom, onCoarser);
    this.#exact.giveRoom();
    this.#exact.addTo(sketched);
    onSketched(this.#exact.size);
    this.#exact.clear();
    return sketched;
  }
}
