import { createHash } from 'node:crypto';
import type { MetricLine } from '../parser/metric-line.ts';
import type { Aggregate, AggregationOptions } from './aggregate.ts';
import type { Room } from './room.ts';

/** Different values that one set holds in an interval; further ones are not counted. */
export const maxSetValues = 100_000;

/** A longer value is held as its digest, which no one can make two values share. */
const longestHeld = 64;

/** What a set works with. */
export type SetOptions = Pick<AggregationOptions, 'setRoom' | 'onSetOverflow'>;

/** Counts the different values of an interval. */
export function createSet(options: SetOptions): Aggregate {
  return new DistinctValues(options);
}

class DistinctValues implements Aggregate {
  readonly #room: Room;
  readonly #onOverflow: () => void;
  #values = new Set<string>();

  constructor({ setRoom, onSetOverflow }: SetOptions) {
    this.#room = setRoom;
    this.#onOverflow = onSetOverflow;
  }

  add({ buffer, valueStart, valueEnd }: MetricLine): void {
    const value =
      valueEnd - valueStart > longestHeld
        ? createHash('sha256').update(buffer.subarray(valueStart, valueEnd)).digest('base64')
        : buffer.toString('latin1', valueStart, valueEnd);
    if (this.#values.has(value)) return;
    if (this.#values.size < maxSetValues && this.#room.take(1)) this.#values.add(value);
    else this.#onOverflow();
  }

  flush() {
    if (this.#values.size === 0) return undefined;
    const value = this.#values.size;
    this.#room.give(value);
    this.#values = new Set();
    return { value };
  }
}
