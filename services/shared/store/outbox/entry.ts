import { join } from 'node:path';

/** What an entry holds. */
export type Kind = 'points' | 'events';

/** Records that go to disk together, and then to the store: what one flush made, of one kind. */
export interface Entry {
  readonly kind: Kind;
  /** Entries are written to the store in this order. */
  readonly number: number;
  /** Epoch milliseconds: when its first item came. */
  readonly time: number;
  /** Items it was given. */
  count: number;
  /** Items of it that are not in the store yet, and not known to be lost. */
  waiting: number;
  /** Bytes of all of its records. */
  size: number;
  /** Bytes, of these, that are in its file. */
  written: number;
  /** The records that follow them. */
  readonly tail: Buffer[];
  /** `open`: gets more; `closed`: complete; `kept`: complete and on disk, under its final name; `gone`: nobody needs it any more. */
  state: 'open' | 'closed' | 'kept' | 'gone';
}

/** An entry with nothing in it. */
export function createEntry(kind: Kind, number: number, time: number): Entry {
  return { kind, number, time, count: 0, waiting: 0, size: 0, written: 0, tail: [], state: 'open' };
}

const digits = (number: number) => String(number).padStart(12, '0');

/** Where an entry lies until it is complete. */
export function draftPath(directory: string, { kind, number }: Entry): string {
  return join(directory, `${digits(number)}.${kind}.part`);
}

/** Where a complete entry lies: its name says what {@link parseName} reads, so that nothing need be opened to know it. */
export function entryPath(directory: string, { kind, number, time, count }: Entry): string {
  return join(directory, `${digits(number)}.${time}.${count}.${kind}`);
}

/** The entry of a file with this name and size in bytes; undefined where it is not one of {@link entryPath}. */
export function parseName(name: string, size: number): Entry | undefined {
  const match = /^(\d{12})\.(\d{1,15})\.(\d{1,15})\.(points|events)$/.exec(name);
  if (!match) return undefined;
  const [number, time, count] = match.slice(1, 4).map(Number);
  const entry = createEntry(match[4] as Kind, number!, time!);
  return Object.assign(entry, { count, waiting: count, size, written: size, state: 'kept' as const });
}

/** Whether a file with this name is an entry that was never completed. */
export const isDraft = (name: string) => /^\d{12}\.(points|events)\.part$/.test(name);
