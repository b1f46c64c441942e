/**
 * A ring of packets in shared memory, for one thread that puts in and one that takes out. Each packet stands whole and in
 * one piece: its length (32 bits), its bytes, and what fills up to the next multiple of four. One that does not fit
 * before the end leaves the rest empty and starts anew at the beginning. Positions count bytes and wrap at 2^32.
 */

/** What the two threads tell each other, as indices of 32-bit cells, each in a cache line of its own. */
const cell = { written: 0, taken: 16, asleep: 32 };
const headerBytes = 192;

/** In the place of a length: the rest up to the end is empty. */
const skipped = -1;

/** An empty ring goes back to its beginning from here on, so that a little traffic stays in little memory, and in the cache. */
const homeward = 128 * 1024;

/** No UDP datagram is longer. */
export const longestDatagram = 65_535;

/** How long a full ring is waited for at a time, in milliseconds. */
const patience = 5;

/** Takes a packet, [start, end) of `buffer`, which it may use only until it returns. */
export type TakePacket = (buffer: Buffer, start: number, end: number) => void;

/** The side that takes out. */
export interface RingReader {
  /** Hands on packets until there are none, or `limit` bytes are reached; says whether there are more. */
  drain(limit: number, take: TakePacket): boolean;
  /** From now on the next packet wakes. False, and nothing changes, when there is one already. */
  sleep(): boolean;
}

/** Memory of a ring of `capacity` bytes, a power of two and at least 256 KB: thrice the longest packet. */
export const createRingMemory = (capacity: number) => new SharedArrayBuffer(headerBytes + capacity);

const open = (memory: SharedArrayBuffer) => ({
  cells: new Int32Array(memory, 0, headerBytes / 4),
  words: new Int32Array(memory, headerBytes),
  bytes: Buffer.from(memory, headerBytes),
});

/** Bytes that a packet takes up. */
const sizeOf = (length: number) => 4 + ((length + 3) & ~3);

/** The side that puts in. Waits while the ring is full, so only a thread may use it that does nothing else. */
export interface RingWriter {
  put(packet: Uint8Array): void;
  /** All of the ring, for who reads right into it. */
  readonly bytes: Buffer;
  /** Where in `bytes` there is room for the longest packet now. */
  place(): number;
  /** What was read there is a packet of so many bytes. */
  publish(length: number): void;
}

/** `wake` is called when the other side slept. */
export function createRingWriter(memory: SharedArrayBuffer, wake: () => void): RingWriter {
  const { cells, words, bytes } = open(memory);
  const capacity = bytes.length;
  let written = 0;
  /** Left empty before the place that was claimed. */
  let skips = 0;
  let claimed = 0;

  function claim(length: number): number {
    const size = sizeOf(length);
    const offset = written & (capacity - 1);
    let taken = Atomics.load(cells, cell.taken);
    const rest = capacity - offset;
    skips = rest < size || (taken === written && offset >= homeward) ? rest : 0;
    while (capacity - ((written - taken) >>> 0) < skips + size) {
      Atomics.wait(cells, cell.taken, taken, patience);
      taken = Atomics.load(cells, cell.taken);
    }
    claimed = skips > 0 ? 0 : offset;
    return claimed + 4;
  }

  function publish(length: number): void {
    if (skips > 0) words[(written & (capacity - 1)) >> 2] = skipped;
    words[claimed >> 2] = length;
    written = (written + skips + sizeOf(length)) | 0;
    Atomics.store(cells, cell.written, written);
    if (Atomics.load(cells, cell.asleep) === 0) return;
    Atomics.store(cells, cell.asleep, 0);
    wake();
  }

  return {
    bytes,
    place: () => claim(longestDatagram),
    publish,
    put(packet) {
      bytes.set(packet, claim(packet.length));
      publish(packet.length);
    },
  };
}

/** The side that takes out. */
export function createRingReader(memory: SharedArrayBuffer): RingReader {
  const { cells, words, bytes } = open(memory);
  const capacity = bytes.length;
  let taken = 0;
  return {
    drain(limit, take) {
      const written = Atomics.load(cells, cell.written);
      const began = taken;
      while (taken !== written && (taken - began) >>> 0 < limit) {
        let offset = taken & (capacity - 1);
        let length = words[offset >> 2]!;
        if (length === skipped) {
          taken = (taken + capacity - offset) | 0;
          offset = 0;
          length = words[0]!;
        }
        taken = (taken + sizeOf(length)) | 0;
        take(bytes, offset + 4, offset + 4 + length);
      }
      Atomics.store(cells, cell.taken, taken);
      Atomics.notify(cells, cell.taken);
      return taken !== Atomics.load(cells, cell.written);
    },
    sleep() {
      Atomics.store(cells, cell.asleep, 1);
      if (Atomics.load(cells, cell.written) === taken) return true;
      Atomics.store(cells, cell.asleep, 0);
      return false;
    },
  };
}
