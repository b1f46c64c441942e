import type { JournalHeader } from './header.ts';
import type { JournalFile } from './journal-file.ts';
import type { JournalState } from './state.ts';

/** Up to where a directory is known: what tells a file that came later from one that was done with, or not wanted. */
export interface KnownEntries {
  /** As of the last {@link mark}: false for a file of which the first entry was there then. `appeared`: its path was not. */
  isNew(header: JournalHeader, appeared: boolean): boolean;
  /** This file has been read so far. */
  note(file: JournalFile): void;
  /** All files that are there are open: what was noted counts from now on, `now` being epoch ms. */
  mark(now: number): void;
  keep(): Pick<JournalState, 'scanned' | 'seqnums'>;
}

/** Series of sequence numbers remembered; a host has one, or one for each start of journald without a readable file. */
const mostSeries = 8;
/** An entry's time is that of its arrival, which may lie so much before the file's creation, milliseconds. */
const slack = 2000;

/** Goes on from what was kept. */
export function createKnownEntries(kept: Pick<JournalState, 'scanned' | 'seqnums'>): KnownEntries {
  const noted = new Map(Object.entries(kept.seqnums));
  let marked = new Map(noted);
  let { scanned } = kept;
  return {
    isNew({ seqnumId, headSeqnum, headTime }, appeared) {
      const last = marked.get(seqnumId);
      // Numbers before clocks: journald counts on over all files of a directory.
      if (last !== undefined) return headSeqnum > last;
      return appeared || headTime >= scanned - slack;
    },
    note({ header: { seqnumId }, seqnum }) {
      if (seqnum === 0) return;
      const last = noted.get(seqnumId) ?? 0;
      noted.delete(seqnumId); // the series used last is the last one
      noted.set(seqnumId, Math.max(last, seqnum));
      for (const id of [...noted.keys()].slice(0, -mostSeries)) noted.delete(id);
    },
    mark(now) {
      marked = new Map(noted);
      scanned = now;
    },
    keep: () => ({ scanned, seqnums: Object.fromEntries(marked) }),
  };
}
