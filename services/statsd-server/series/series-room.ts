/** A bound on entries and on the bytes they take, shared by all tables that are given it. */
export interface EntryRoom {
  /** Takes one entry of so many bytes; false when that is not left. `reserved`: beyond the bound there is some room still. */
  take(bytes: number, reserved?: boolean): boolean;
  give(entries: number, bytes: number): void;
  /** Entries taken now. */
  readonly taken: number;
  /** More than half of it is taken. */
  readonly crowded: boolean;
  /** None of it is left. */
  readonly full: boolean;
}

/** What all series tables of a server may hold together. */
export interface SeriesRoom {
  readonly series: EntryRoom;
  /** Ways to write a series: its tags in another order are another key. */
  readonly keys: EntryRoom;
}

/** Name and tags of one entry may take this much on average; what is beyond counts as overflow. */
const bytesPerEntry = 256;
/** Entries beyond the bound for what must not be shut out. */
const reserve = 500;
/** A series may be known by this many orders of its tags, on average. */
const keysPerSeries = 2;

/** Room for `maxSeries` series, all of it free. The bound is asked for at each entry, since the configuration may change. */
export function createSeriesRoom(maxSeries: () => number): SeriesRoom {
  return { series: createEntryRoom(maxSeries), keys: createEntryRoom(() => maxSeries() * keysPerSeries) };
}

function createEntryRoom(most: () => number): EntryRoom {
  let taken = 0;
  let takenBytes = 0;
  return {
    take(bytes, reserved = false) {
      const bound = most() + (reserved ? reserve : 0);
      if (taken >= bound || takenBytes + bytes > bound * bytesPerEntry) return false;
      taken += 1;
      takenBytes += bytes;
      return true;
    },
    give(entries, bytes) {
      taken -= entries;
      takenBytes -= bytes;
    },
    get taken() {
      return taken;
    },
    get full() {
      return taken >= most() || takenBytes >= most() * bytesPerEntry;
    },
    get crowded() {
      return taken * 2 > most() || takenBytes * 2 > most() * bytesPerEntry;
    },
  };
}
