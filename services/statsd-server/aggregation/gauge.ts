import type { Aggregate } from './aggregate.ts';

/** Keeps the last value; a signed one changes it, from 0 when there is none. It is a point only in an interval that touched it. */
export function createGauge(): Aggregate {
  return new Gauge();
}

class Gauge implements Aggregate {
  #value = 0;
  #touched = false;

  add({ value, signed }: { value: number; signed: boolean }): void {
    const next = signed ? this.#value + value : value;
    // Beyond what a double holds it would stay infinite for ever.
    if (Number.isFinite(next)) this.#value = next;
    this.#touched = true;
  }

  flush() {
    if (!this.#touched) return undefined;
    this.#touched = false;
    return { value: this.#value };
  }
}
