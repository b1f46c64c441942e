/** Which figures of its values a timing, histogram or distribution tells. */
export interface Figures {
  /** Any of `timingFields`. */
  readonly fields: readonly string[];
  /** Above 0, below 100; Telegraf's formula. */
  readonly percentiles: readonly number[];
  /** -100 to 100 without 0; statsd's formula. */
  readonly statsdPercentiles: readonly number[];
  /** Upper ends of bins, exclusive, ascending; the last may be infinite. */
  readonly histogram: readonly number[];
}
