import { createEntry, type Entry, type Kind } from './entry.ts';

/** Why items go before the store has them: the bound that was reached. */
export type Bound = 'size' | 'memory' | 'age';

/** The entries of one kind, oldest first, within their bounds. Points and events have a lane each, so neither pushes out the other. */
export interface Lane {
  /**
   * Adds a record of so many items to the entry that is open; for it the oldest entries go where there is no room. Answers
   * what it was added to; undefined when it is lost itself, because the open entry alone fills the room.
   */
  put(record: Buffer, items: number): Entry | undefined;
  /** Ends the open entry, and answers it; undefined when there is none. */
  close(): Entry | undefined;
  /** Drops the entries from before `time`, epoch milliseconds. */
  expire(time: number): void;
  /** The oldest entry that is on disk; with `unkept` the oldest that is complete, wherever it is. */
  oldest(unkept: boolean): Entry | undefined;
  /** Forgets an entry of which everything is in the store, or lost. */
  remove(entry: Entry): void;
  /** So many bytes of its entries are no longer in memory alone. */
  wrote(bytes: number): void;
  entries(): readonly Entry[];
  /** Bytes of all records. */
  size(): number;
}

/** What a lane works with. */
export interface LaneOptions {
  readonly kind: Kind;
  /** Of a process before this one, oldest first. */
  readonly leftovers: readonly Entry[];
  /** Bytes of all records, at most; and of those that are not on disk. */
  readonly maxSize: number;
  readonly maxUnwritten: number;
  readonly nextNumber: () => number;
  readonly now: () => number;
  /** Told of an entry that was removed, `gone` by now; and whether its file was complete. */
  readonly onGone: (entry: Entry, kept: boolean) => void;
  readonly onDropped: (items: number, bound: Bound) => void;
}

/** A lane with the entries that were left. */
export function createLane(options: LaneOptions): Lane {
  const { kind, maxSize, maxUnwritten, nextNumber, now, onGone, onDropped } = options;
  const entries = options.leftovers.filter(entry => entry.kind === kind);
  let size = entries.reduce((sum, entry) => sum + entry.size, 0);
  let unwritten = 0;
  let open: Entry | undefined;

  function remove(entry: Entry): void {
    const index = entries.indexOf(entry);
    if (index < 0) return;
    entries.splice(index, 1);
    size -= entry.size;
    unwritten -= entry.size - entry.written;
    if (entry === open) open = undefined;
    const kept = entry.state === 'kept';
    entry.state = 'gone';
    entry.tail.length = 0;
    onGone(entry, kept);
  }

  function drop(entry: Entry, bound: Bound): void {
    remove(entry);
    onDropped(entry.waiting, bound);
  }

  /** Whether so many bytes more fit, once the oldest made room for them. */
  function makeRoom(bytes: number, bound: Bound, fits: () => boolean, mayGo: (entry: Entry) => boolean): boolean {
    if (bytes > (bound === 'size' ? maxSize : maxUnwritten)) return false;
    while (!fits()) {
      const oldest = entries.find(mayGo);
      if (!oldest) return false;
      drop(oldest, bound);
    }
    return true;
  }

  const roomFor = (bytes: number): Bound | undefined => {
    const isComplete = ({ state }: Entry) => state !== 'open';
    const isInMemory = ({ state }: Entry) => state === 'closed';
    if (!makeRoom(bytes, 'size', () => size + bytes <= maxSize, isComplete)) return 'size';
    if (!makeRoom(bytes, 'memory', () => unwritten + bytes <= maxUnwritten, isInMemory)) return 'memory';
    return undefined;
  };

  return {
    put(record, items) {
      const missing = roomFor(record.length);
      if (missing) {
        onDropped(items, missing);
        return undefined;
      }
      if (!open) {
        open = createEntry(kind, nextNumber(), now());
        entries.push(open);
      }
      open.tail.push(record);
      open.count += items;
      open.waiting += items;
      open.size += record.length;
      size += record.length;
      unwritten += record.length;
      return open;
    },
    close() {
      const closed = open;
      if (closed) closed.state = 'closed';
      open = undefined;
      return closed;
    },
    expire(time) {
      for (let entry = entries[0]; entry && entry !== open && entry.time < time; entry = entries[0]) drop(entry, 'age');
    },
    oldest(unkept) {
      const entry = entries[0];
      return entry?.state === 'kept' || (unkept && entry?.state === 'closed') ? entry : undefined;
    },
    remove,
    wrote(bytes) {
      unwritten -= bytes;
    },
    entries: () => entries,
    size: () => size,
  };
}
