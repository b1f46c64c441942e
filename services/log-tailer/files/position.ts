import type { Fingerprint } from './fingerprint.ts';

/** What names a file, whatever its path, for as long as it exists; later another may have the same. */
export interface Identity {
  readonly device: number;
  readonly inode: number;
}

/** How far a file has been read, and what tells that a file found later is still that one. */
export interface FilePosition extends Identity {
  /** Just behind the last line handed on, bytes. */
  readonly offset: number;
  /** Of the file's first bytes. */
  readonly head: Fingerprint;
  /** Of the bytes just before the offset. */
  readonly tail: Fingerprint;
}

/** An identity as the key of a map. */
export function identityKey({ device, inode }: Identity): string {
  return `${device}:${inode}`;
}
