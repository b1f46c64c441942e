import type { MetricLine } from '../parser/metric-line.ts';
import type { Aggregate } from './aggregate.ts';

/** Different values that one set holds in an interval; further ones are not counted. */
export const maxSetValues = 100_000;

/** Counts the different values of an interval. */
export function createSet(onOverflow: () => void): Aggregate {
  return new DistinctValues(onOverflow);
}

class DistinctValues implements Aggregate {
  readonly #onOverflow: () => void;
  #values = new Set<string>();

  constructor(onOverflow: () => void) {
    this.#onOverflow = onOverflow;
  }

  add({ buffer, valueStart, valueEnd }: MetricLine): void {
    const value = buffer.toString('latin1', valueStart, valueEnd);
    if (this.#values.size < maxSetValues) this.#values.add(value);
    else if (!this.#values.has(value)) this.#onOverflow();
  }

  flush() {
    if (this.#values.size === 0) return undefined;
    const value = this.#values.size;
    this.#values = new Set();
    return { value };
  }
}
