import { hash } from 'node:crypto';

/** What a piece of a file was like, without keeping a byte of it. */
export interface Fingerprint {
  /** Length of the piece, bytes. */
  readonly bytes: number;
  /** SHA-1, base64: compared, never trusted. */
  readonly hash: string;
}

/** How much of a file's beginning tells it apart from others. */
export const headBytes = 256;
/** How much before the position tells that the file is still the one that was read. */
export const tailBytes = 64;

/** Of no bytes: matches anything. */
export const noFingerprint: Fingerprint = { bytes: 0, hash: '' };

/** The fingerprint of the bytes [start, end). */
export function fingerprintOf(buffer: Buffer, start: number, end: number): Fingerprint {
  if (end <= start) return noFingerprint;
  return { bytes: end - start, hash: hash('sha1', buffer.subarray(start, end), 'base64') };
}

/** Whether the piece of that length at `start`, of the bytes that end at `end`, is the same. */
export function matches(fingerprint: Fingerprint, buffer: Buffer, start: number, end: number): boolean {
  const { bytes } = fingerprint;
  return bytes === 0 || (start + bytes <= end && fingerprintOf(buffer, start, start + bytes).hash === fingerprint.hash);
}

/** Whether both are of pieces that are alike. */
export function isSame(a: Fingerprint, b: Fingerprint): boolean {
  return a.bytes === b.bytes && a.hash === b.hash;
}
