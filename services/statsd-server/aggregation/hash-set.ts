/** Hashes of 64 bits, each once, as halves of 32, in a table with linear probing; 8 bytes a slot. */
export class HashSet {
  /** Low and high halves in turn; both 0 where the slot is free. */
  #halves: Int32Array;
  #size = 0;

  /** `slots` is a power of two. */
  constructor(slots: number) {
    this.#halves = new Int32Array(2 * slots);
  }

  get size(): number {
    return this.#size;
  }

  get slots(): number {
    return this.#halves.length / 2;
  }

  /** Whether it has to grow before one more is added. */
  get full(): boolean {
    return this.#size >= 0.75 * this.slots;
  }

  has(low: number, high: number): boolean {
    return !this.#isFree(this.#placeOf(low, marked(low, high)));
  }

  /** Adds what it has not yet; it must not be full. */
  add(low: number, high: number): void {
    const place = this.#placeOf(low, marked(low, high));
    this.#halves[place] = low;
    this.#halves[place + 1] = marked(low, high);
    this.#size++;
  }

  /** Doubles the slots. */
  grow(): void {
    const larger = new HashSet(2 * this.slots);
    this.addTo(larger);
    this.#halves = larger.#halves;
  }

  /** Adds them all to `target`. */
  addTo(target: { add(low: number, high: number): void }): void {
    for (let place = 0; place < this.#halves.length; place += 2)
      if (!this.#isFree(place)) target.add(this.#halves[place]!, this.#halves[place + 1]!);
  }

  clear(): void {
    this.#halves.fill(0);
    this.#size = 0;
  }

  /** Where the hash is, or is to be. */
  #placeOf(low: number, high: number): number {
    const mask = this.#halves.length - 1;
    let place = (low << 1) & mask;
    while (!this.#isFree(place) && (this.#halves[place] !== low || this.#halves[place + 1] !== high))
      place = (place + 2) & mask;
    return place;
  }

  #isFree(place: number): boolean {
    return this.#halves[place] === 0 && this.#halves[place + 1] === 0;
  }
}

/** No hash may look like a free slot. */
const marked = (low: number, high: number) => (low === 0 && high === 0 ? 1 : high);
