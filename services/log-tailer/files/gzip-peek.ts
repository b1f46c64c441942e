import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync, constants as zlib } from 'node:zlib';
import { matches } from './fingerprint.ts';
import type { FilePosition } from './position.ts';

/** Compressed bytes that hold the beginning of a file, whatever it is. */
const peeked = 4096;
/** A file that unpacks to no more than this, bytes, may be looked through whole where its beginning leaves doubts. */
const mostUnpacked = 33_554_432;

/** Sizes in gzip files are kept modulo this, bytes. */
const wrapAt = 2 ** 32;

/** The beginning of what a gzip file holds, some KiB at least where it is that long; empty when it holds none. Throws what the file system throws. */
export function gzipHead(descriptor: number): Buffer {
  const bytes = Buffer.alloc(peeked);
  const length = readSync(descriptor, bytes, 0, peeked, 0);
  return unpack(bytes.subarray(0, length)) ?? Buffer.alloc(0);
}

/** How much a gzip file unpacks to, bytes modulo 2³² (RFC 1952, ISIZE): of one that was made in one go; else how much its last member does. */
export function gzipSize(descriptor: number, size: number): number {
  const bytes = Buffer.alloc(4);
  return size >= 18 && readSync(descriptor, bytes, 0, 4, size - 4) === 4 ? bytes.readUInt32LE(0) : 0;
}

/** What is seen of a gzip file without unpacking it. */
interface Peek {
  readonly head: Buffer;
  /** See {@link gzipSize}. */
  readonly size: number;
  /** Bytes of the file itself. */
  readonly packed: number;
}

/** Undefined when it can't be read. */
function peekGzip(path: string): Peek | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const packed = fstatSync(descriptor).size;
    return { head: gzipHead(descriptor), size: gzipSize(descriptor, packed), packed };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Whether the gzip file at `path` holds what was read up to `position`, as far as its beginning tells. */
export function mayHold(path: string, position: FilePosition): boolean {
  const { head, offset } = position;
  const peek = peekGzip(path);
  if (!peek || head.bytes === 0 || !matches(head, peek.head, 0, peek.head.length)) return false;
  // Of several members, or more than 4 GiB, the size says less than there is.
  return offset <= peek.size || lookThrough(path, peek)(position);
}

/** The same by all of it; also where it is too large to tell. */
export function holds(path: string, position: FilePosition): boolean {
  return lookThrough(path, peekGzip(path))(position);
}

/** Unpacks it, once for any number of positions: whether it holds what was read up to one. */
function lookThrough(path: string, peek: Peek | undefined): (position: FilePosition) => boolean {
  if (!peek || peek.size > mostUnpacked || peek.packed > mostUnpacked) return () => true;
  try {
    const text = unpack(readFileSync(path));
    if (!text) return () => true;
    return ({ head, tail, offset }) =>
      matches(head, text, 0, text.length) && matches(tail, text, offset - tail.bytes, text.length);
  } catch {
    return () => false;
  }
}

/** That of `positions` up to which a file was read of which the gzip file at `path` was made; undefined when it was made of none of them. */
export function heldBy(path: string, positions: readonly FilePosition[]): FilePosition | undefined {
  const peek = positions.length > 0 ? peekGzip(path) : undefined;
  if (!peek) return undefined;
  const alike = positions.filter(({ head }) => head.bytes > 0 && matches(head, peek.head, 0, peek.head.length));
  const whole = alike.find(({ offset }) => offset % wrapAt === peek.size);
  const withTail = alike.filter(({ tail }) => tail.bytes > 0);
  return whole || withTail.length === 0 ? whole : withTail.find(lookThrough(path, peek));
}

/** What has come whole is enough: the bytes may be cut. Undefined when it is no gzip, or more than there is room for. */
function unpack(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: mostUnpacked });
  } catch {
    return undefined;
  }
}
