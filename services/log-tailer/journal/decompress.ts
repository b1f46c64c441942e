import * as zlib from 'node:zlib';
import { compressed, readLong } from './layout.ts';
import { decodeLz4 } from './lz4.ts';

/** Why a payload was not decompressed: by what it is compressed, where that can't be read here; or that it is damaged, or too large. */
export const unreadReasons = ['xz', 'zstd', 'damaged', 'too_large'] as const;

/** One of {@link unreadReasons}. */
export type UnreadReason = (typeof unreadReasons)[number];

/** A compressed payload that is larger than this, before or after, is not read, bytes. */
export const largestCompressed = 16_777_216;

/** What a payload was before it was compressed: all of it, or its first bytes, and how many it has. */
export interface Decompressed {
  readonly bytes: Buffer;
  readonly total: number;
}

type DecompressSync = (input: Uint8Array, options: { readonly maxOutputLength: number }) => Buffer;

/** Node has it from 22.15 on. */
const zstdDecompress = (zlib as typeof zlib & { readonly zstdDecompressSync?: DecompressSync }).zstdDecompressSync;

/** Whether this Node reads zstd. */
export const readsZstd = zstdDecompress !== undefined;

/** The payload [start, end) of a data object with these flags; of a long one its first `most` bytes may be all that is made. */
export function decompress(
  bytes: Buffer,
  start: number,
  end: number,
  flags: number,
  most: number,
): Decompressed | UnreadReason {
  if (flags & compressed.xz) return 'xz';
  if (flags & compressed.lz4) return decompressLz4(bytes, start, end, most);
  if (!zstdDecompress) return 'zstd';
  try {
    const out = zstdDecompress(bytes.subarray(start, end), { maxOutputLength: largestCompressed });
    return { bytes: out, total: out.length };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'damaged';
  }
}

/** journald writes the size of what was compressed before the block, in 64 bits. */
function decompressLz4(bytes: Buffer, start: number, end: number, most: number): Decompressed | UnreadReason {
  if (end - start < 9) return 'damaged';
  const total = readLong(bytes, start);
  const out = Buffer.allocUnsafe(Math.min(total, most, largestCompressed));
  return decodeLz4(bytes, start + 8, end, out) === out.length ? { bytes: out, total } : 'damaged';
}

/** How many bytes were made to come to this: of what is damaged or too large as many as it may have been, since that is not told. */
export function costOf(made: Decompressed | UnreadReason): number {
  if (typeof made !== 'string') return made.bytes.length;
  return made === 'damaged' || made === 'too_large' ? largestCompressed : 0;
}
