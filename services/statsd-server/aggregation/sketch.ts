import { type RankedValues, rankedValues } from './ranked.ts';
import type { Room } from './room.ts';
import { keyOf, mergedKey, scaleOf, valueOfKey } from './sketch-key.ts';

/** A sketch has so many slots in any case: 768 bytes. */
const firstSlots = 64;
/** And at most, of which three quarters are bins: enough for values of 26 powers of ten, each met. */
const mostSlots = 4096;
/** A slot is a key of 4 bytes and a weight of 8. */
const numbersPerSlot = 1.5;

/**
 * A DDSketch (Masson, Rim and Lee, 2019): weights of values in bins, each as wide as its values are large, so that every
 * percentile is off by 1 % of itself at most. Only bins that hold something are kept, so one value far off costs one bin.
 * Where there is no room for more, pairs of neighbours are merged as in UDDSketch (Epicoco and others, 2020), which
 * doubles the error, of 1 % at first.
 */
export class Sketch {
  readonly #room: Room;
  readonly #onCoarser: () => void;
  #keys = new Int32Array(firstSlots);
  /** 0 where the slot is free. */
  #weights = new Float64Array(firstSlots);
  #used = 0;
  #level = 0;
  #scale = scaleOf(0);

  /** `onCoarser` is told each time that the error doubles. */
  constructor(room: Room, onCoarser: () => void) {
    this.#room = room;
    this.#onCoarser = onCoarser;
  }

  /** Adds a value that stands for `weight` equal ones. */
  add(value: number, weight: number): void {
    if (this.#put(keyOf(value, this.#scale), weight)) return;
    if (!this.#grow()) this.#merge();
    this.add(value, weight);
  }

  /** The values that stand for the bins. */
  ranked(): RankedValues {
    const keys = this.#keys.filter((_, slot) => this.#weights[slot] !== 0).sort();
    return rankedValues(
      Float64Array.from(keys, key => valueOfKey(key, this.#scale)),
      Float64Array.from(keys, key => this.#weights[this.#slotOf(key)]!),
    );
  }

  /** Gives its room back; it is of no use any more. */
  release(): void {
    this.#room.give((this.#keys.length - firstSlots) * numbersPerSlot);
  }

  /** False when it needs a new bin and there is none. */
  #put(key: number, weight: number): boolean {
    const slot = this.#slotOf(key);
    if (this.#weights[slot] === 0) {
      if (this.#used >= 0.75 * this.#keys.length) return false;
      this.#used++;
      this.#keys[slot] = key;
    }
    this.#weights[slot]! += weight;
    return true;
  }

  /** Where the key is, or is to be. Keys near each other are next to each other, which suits both the cache and the probing. */
  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = key & mask;
    while (this.#weights[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): boolean {
    const { length } = this.#keys;
    if (length >= mostSlots || !this.#room.take(length * numbersPerSlot)) return false;
    this.#refill(length * 2, key => key);
    return true;
  }

  /** Until half of the slots are free, or else the next value might need this again. */
  #merge(): void {
    do {
      this.#onCoarser();
      this.#scale = scaleOf(++this.#level);
      this.#refill(this.#keys.length, mergedKey);
    } while (this.#used > this.#keys.length / 2);
  }

  #refill(slots: number, keyFor: (key: number) => number): void {
    const [keys, weights] = [this.#keys, this.#weights];
    this.#keys = new Int32Array(slots);
    this.#weights = new Float64Array(slots);
    this.#used = 0;
    for (let slot = 0; slot < keys.length; slot++)
      if (weights[slot] !== 0) this.#put(keyFor(keys[slot]!), weights[slot]!);
  }
}
