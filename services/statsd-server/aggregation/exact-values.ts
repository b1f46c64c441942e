import type { Moments } from './moments.ts';
import { giveNumbers, takeNumbers } from './number-pool.ts';
import { type RankedValues, rankedValues } from './ranked.ts';
import type { Room } from './room.ts';
import { sortWeighted } from './sort-weighted.ts';

/** Values that a series has room for in any case. */
const firstValues = 8;

/** The values of an interval as they came, up to a bound and as far as there is room. */
export class ExactValues {
  readonly #room: Room;
  readonly #most: () => number;
  /** What the series has in any case. */
  readonly #first = new Float64Array(firstValues);
  #values = this.#first;
  /** Made when the first value with a sample rate comes. */
  #weights: Float64Array<ArrayBuffer> | undefined;
  #size = 0;
  #taken = 0;

  /** `most` values at most. */
  constructor(room: Room, most: () => number) {
    this.#room = room;
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** False when there is no room for it. */
  add(value: number, weight: number): boolean {
    if (this.#size === this.#values.length && !this.#grow()) return false;
    if (weight !== 1 && !this.#weights && !this.#makeWeights()) return false;
    this.#values[this.#size] = value;
    if (this.#weights) this.#weights[this.#size] = weight;
    this.#size++;
    return true;
  }

  toArray(): number[] {
    return Array.from(this.#values.subarray(0, this.#size));
  }

  /** Good until the next value is added. */
  ranked(): RankedValues {
    const values = this.#values.subarray(0, this.#size);
    const weights = this.#weights?.subarray(0, this.#size);
    if (weights) sortWeighted(values, weights);
    else values.sort();
    return rankedValues(values, weights);
  }

  /** Adds them all to `target`, in the order they have at the moment. */
  addTo(target: Pick<Moments, 'add'>): void {
    for (let index = 0; index < this.#size; index++) target.add(this.#values[index]!, this.#weights?.[index] ?? 1);
  }

  /** Forgets them, and gives their room back: series that were busy once must not hold that of those that are busy now. */
  clear(): void {
    if (this.#values !== this.#first) giveNumbers(this.#values);
    if (this.#weights) giveNumbers(this.#weights);
    this.#values = this.#first;
    this.#weights = undefined;
    this.#size = 0;
    this.giveRoom();
  }

  /** Gives the room back while the values are still there: they are to be moved to where it is needed, and then cleared. */
  giveRoom(): void {
    this.#room.give(this.#taken);
    this.#taken = 0;
  }

  #grow(): boolean {
    const { length } = this.#values;
    const larger = Math.min(2 * length, this.#most());
    const more = (larger - length) * (this.#weights ? 2 : 1);
    if (larger <= length || !this.#take(more)) return false;
    const values = this.#values;
    this.#values = copyOf(values, larger);
    if (values !== this.#first) giveNumbers(values);
    if (!this.#weights) return true;
    const weights = this.#weights;
    this.#weights = copyOf(weights, larger);
    giveNumbers(weights);
    return true;
  }

  #makeWeights(): boolean {
    const { length } = this.#values;
    if (length > firstValues && !this.#take(length)) return false;
    this.#weights = takeNumbers(length).fill(1);
    return true;
  }

  #take(amount: number): boolean {
    if (!this.#room.take(amount)) return false;
    this.#taken += amount;
    return true;
  }
}

function copyOf(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const copy = takeNumbers(length);
  copy.set(values);
  return copy;
}
