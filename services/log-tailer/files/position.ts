import type { KeptPartial } from '../lines/partial-line.ts';
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
  /** Of an empty file, of which there are no fingerprints: its last write, epoch ms. What was copied from it since is new. */
  readonly emptySince?: number;
  /** How the first line began, in a file that was copied and truncated in the middle of it; only while that line has not ended. */
  readonly begun?: KeptPartial;
  /** It holds what came before the next file of its log: a file held it before that was truncated. */
  readonly copied?: boolean;
}

/** How far the file of a log that is being read now has been read, bytes. */
export interface Progress {
  readonly inode: number;
  readonly offset: number;
  readonly size: number;
  /** Further files of the log that are open. */
  readonly others: number;
}

/** When a file came to be, epoch ms; where the file system does not keep that, when it was changed last. */
export function bornAt({ birthtimeMs, ctimeMs }: { readonly birthtimeMs: number; readonly ctimeMs: number }): number {
  return birthtimeMs || ctimeMs;
}

/** The identity of a file, from its `stat`. */
export function identityOf({ dev, ino }: { readonly dev: number; readonly ino: number }): Identity {
  return { device: dev, inode: ino };
}

/** An identity as the key of a map. */
export function identityKey({ device, inode }: Identity): string {
  return `${device}:${inode}`;
}
