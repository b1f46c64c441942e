import type { Aggregate } from './aggregate.ts';

/** Adds up, each value divided by its sample rate. */
export function createCounter(): Aggregate {
  return new Counter();
}

class Counter implements Aggregate {
  #sum = 0;
  #touched = false;

  add({ value, rate }: { value: number; rate: number }): void {
    this.#sum += rate === 1 ? value : value / rate;
    this.#touched = true;
  }

  flush() {
    if (!this.#touched) return undefined;
    const value = this.#sum;
    this.#sum = 0;
    this.#touched = false;
    return { value };
  }
}
