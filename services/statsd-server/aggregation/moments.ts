/** What can be told of values without keeping them. A value of weight w counts as w equal ones. */
export class Moments {
  count = 0;
  sum = 0;
  sumSquares = 0;
  lower = Number.POSITIVE_INFINITY;
  upper = Number.NEGATIVE_INFINITY;
  #mean = 0;
  #differences = 0;

  /** Keeps Welford's running mean and sum of squared differences (West's form, with weights), which lose no digits to large means. */
  add(value: number, weight: number): void {
    this.count += weight;
    this.sum += value * weight;
    this.sumSquares += value * value * weight;
    const distance = value - this.#mean;
    this.#mean += (distance * weight) / this.count;
    this.#differences += weight * distance * (value - this.#mean);
    if (value < this.lower) this.lower = value;
    if (value > this.upper) this.upper = value;
  }

  /** Of the population. */
  get stddev(): number {
    return Math.sqrt(Math.max(0, this.#differences) / this.count);
  }
}
