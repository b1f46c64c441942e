const shortestMatch = 4;

/**
 * Decodes a block of LZ4 (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md), the bytes [start, end) of `block`,
 * into `out` until that is full. Returns how many bytes it wrote, or -1 when the block is damaged.
 */
export function decodeLz4(block: Buffer, start: number, end: number, out: Buffer): number {
  let at = start;
  let written = 0;

  /** A length of which the token holds the first 4 bits; -1 when the block ends within it. */
  const readLength = (bits: number): number => {
    let length = bits;
    if (bits !== 15) return length;
    for (;;) {
      if (at >= end) return -1;
      const byte = block[at++]!;
      length += byte;
      if (byte !== 255) return length;
    }
  };

  while (at < end && written < out.length) {
    const token = block[at++]!;
    const literals = readLength(token >> 4);
    if (literals < 0 || at + literals > end) return -1;
    const room = Math.min(literals, out.length - written);
    block.copy(out, written, at, at + room);
    written += room;
    at += literals;
    if (at === end || written === out.length) break; // the last sequence has literals only
    if (at + 2 > end) return -1;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const match = readLength(token & 15);
    if (match < 0 || distance === 0 || distance > written) return -1;
    const stop = Math.min(out.length, written + match + shortestMatch);
    // Byte by byte: a match may reach into what it writes itself.
    for (; written < stop; written++) out[written] = out[written - distance]!;
  }
  return written;
}
