import { readSync } from 'node:fs';

/** Bytes of one file at a time, read in windows that are kept: what an entry refers to lies near it, or is what others refer to as well. */
export interface FileBytes {
  /** Reads from this file from now on; nothing read before is used again, since the file may have grown. */
  use(descriptor: number): void;
  /**
   * Makes [offset, offset + length) of the file available at `start` of `bytes`, until the next call; false when the file is
   * shorter. `length` is the caller's to bound. Throws what the file system throws.
   */
  load(offset: number, length: number): boolean;
  readonly bytes: Buffer;
  readonly start: number;
  /** How many bytes were read from files, over all. */
  readonly loaded: number;
}

const windowBits = 16;
const windowBytes = 1 << windowBits;
/** Windows kept: 2 MB. */
const windowCount = 32;
/** No file reaches so far, but a damaged one may point there, bytes. */
const farthest = 2 ** 52;
/** What is kept between two files of the buffer for objects that span windows, bytes. */
const keptSpan = 1_048_576;

/** No file yet. */
export function createFileBytes(): FileBytes {
  return new Windows();
}

class Windows implements FileBytes {
  readonly #windows = Array.from({ length: windowCount }, () => Buffer.allocUnsafeSlow(0));
  /** Which window of the file each holds, and how much of it was there. */
  readonly #held = new Float64Array(windowCount).fill(-1);
  readonly #filled = new Uint32Array(windowCount);
  #span = Buffer.alloc(0);
  #descriptor = -1;
  bytes = this.#span;
  start = 0;
  loaded = 0;

  use(descriptor: number) {
    this.#descriptor = descriptor;
    this.#held.fill(-1);
    if (this.#span.length > keptSpan) this.#span = Buffer.alloc(0);
  }

  load(offset: number, length: number): boolean {
    if (offset > farthest) return false;
    const number = Math.floor(offset / windowBytes);
    const start = offset - number * windowBytes;
    if (start + length > windowBytes) return this.#loadSpan(offset, length);
    const index = number % windowCount;
    if (this.#held[index] !== number) this.#fill(index, number);
    this.bytes = this.#windows[index]!;
    this.start = start;
    return start + length <= this.#filled[index]!;
  }

  #fill(index: number, number: number) {
    if (this.#windows[index]!.length === 0) this.#windows[index] = Buffer.allocUnsafeSlow(windowBytes);
    this.#held[index] = -1; // should the reading fail
    this.#filled[index] = this.#read(this.#windows[index]!, windowBytes, number * windowBytes);
    this.#held[index] = number;
  }

  #loadSpan(offset: number, length: number): boolean {
    if (this.#span.length < length) this.#span = Buffer.allocUnsafeSlow(length);
    this.bytes = this.#span;
    this.start = 0;
    return this.#read(this.#span, length, offset) === length;
  }

  #read(into: Buffer, length: number, offset: number): number {
    let filled = 0;
    while (filled < length) {
      const read = readSync(this.#descriptor, into, filled, length - filled, offset + filled);
      if (read === 0) break;
      filled += read;
    }
    this.loaded += filled;
    return filled;
  }
}
