/**
 * The numbers of systemd's journal files: https://systemd.io/JOURNAL_FILE_FORMAT and src/libsystemd/sd-journal/journal-def.h.
 * All are little-endian; every object is aligned to 8 bytes and begins with its type, flags and size.
 */

/** Bytes of a header up to its `tail_entry_monotonic`, which every version has. */
export const headerBytes = 208;

/** Where in the header lies what changes while a file is written. */
export const headerAt = { state: 16, entries: 152, tailSeqnum: 160, entryArray: 176 } as const;

/** Bits of the header's incompatible flags. */
export const incompatible = { xz: 1, lz4: 2, keyedHash: 4, zstd: 8, compact: 16 } as const;

/** The header's state of a file that is never written to again. */
export const stateArchived = 2;

/** Types of objects. */
export const objectType = { data: 1, entry: 3, entryArray: 6 } as const;

/** Bits of an object's flags: how a data object is compressed. */
export const compressed = { xz: 1, lz4: 2, zstd: 4 } as const;

/** Bytes of what every object begins with. */
export const objectHeaderBytes = 16;

/** Bytes of an entry array before its items. */
export const entryArrayHeaderBytes = 24;

/** Bytes of an entry before its items. */
export const entryHeaderBytes = 64;

/** Fields of an entry that are looked at; journald itself allows 1024. */
export const mostFields = 1024;

/** What differs in a compact file, whose offsets have 32 bits. */
export interface Layout {
  /** Bytes of an item of an entry array. */
  readonly arrayItem: number;
  /** Bytes of an item of an entry. */
  readonly entryItem: number;
  /** Bytes of a data object before its payload. */
  readonly dataHeader: number;
}

/** The layout of a file. */
export const layoutOf = (compact: boolean): Layout =>
  compact ? { arrayItem: 4, entryItem: 4, dataHeader: 72 } : { arrayItem: 8, entryItem: 16, dataHeader: 64 };

/** A number of 64 bits; from 2^53 on not exact, and larger than anything that is in a file. */
export function readLong(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 0x1_0000_0000;
}

/** An item that is an offset, of 4 or 8 bytes. */
export function readItem(bytes: Buffer, at: number, compact: boolean): number {
  return compact ? bytes.readUInt32LE(at) : readLong(bytes, at);
}
