/** The one buffer that all files are read into: a file is its own store for what has not been handed on. */
export interface ReadBuffer {
  /** Valid until the next growth. */
  readonly bytes: Buffer;
  /** Makes it larger, so that a line of `wanted` bytes fits. False when it is large enough for that already. */
  grow(wanted: number): boolean;
}

/** Large enough that a system call costs little per line, small enough that one file does not hold up the others. */
const chunkBytes = 262_144;

/** A buffer of one chunk. */
export function createReadBuffer(size = chunkBytes): ReadBuffer {
  let bytes = Buffer.allocUnsafeSlow(size);
  return {
    get bytes() {
      return bytes;
    },
    grow(wanted) {
      if (bytes.length >= wanted) return false;
      bytes = Buffer.allocUnsafeSlow(Math.min(wanted, bytes.length * 2));
      return true;
    },
  };
}
