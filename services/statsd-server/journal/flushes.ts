import type { ClosedEntries, OutboxWitness } from '../../shared/store/outbox/witness.ts';
import type { CutInterval } from '../series/cadences.ts';
import type { Flush, JournalHead, JournalState } from './journal-records.ts';
import { laterOf, type Marks, markOf, noMarks } from './marks.ts';
import { emptyParts, settledBy, withoutEntry } from './settled.ts';

/** What of the journal is in the outbox, or on its way there. */
export interface Flushes extends OutboxWitness {
  /** These intervals end, or go on; the batches up to this sequence are in what ends. */
  cut(intervals: readonly CutInterval[], sequence: number): void;
  /** Resolves when a record is on disk, or cannot be. */
  told(record: Promise<void>): Promise<unknown>;
  /** All points of the flush are with the outbox. */
  flushed(lateSecond: number): void;
  state(): Omit<JournalState, 'clients'>;
  /** The disk takes nothing, for this reason; or takes something again. */
  onFault(fault: string | undefined): void;
}

/** What it works with. */
export interface FlushesOptions {
  /** What is covered already. */
  readonly marks: Marks;
  readonly lateSecond: number;
  /** Adds a record to the journal; resolves when it is on disk. */
  readonly append: (head: JournalHead) => Promise<void>;
  /** Why the disk takes nothing right now. */
  readonly fault: () => string | undefined;
  readonly onCovered: (marks: Marks) => void;
}

/** No flush is under way. */
export function createFlushes({ marks: initial, append, fault, onCovered, ...kept }: FlushesOptions): Flushes {
  let marks = initial;
  let { lateSecond } = kept;
  let last = initial;
  let next: Marks | undefined;
  let open: (Flush & { readonly durable: Promise<void> })[] = [];
  const atFault = new Set<() => void>();

  /** Whether it is on disk; resolves early, to false, where the disk takes nothing. */
  const durableOrNot = (durable: Promise<void>) =>
    new Promise<boolean>(resolve => {
      const give = () => resolve(false);
      if (fault() !== undefined) give();
      atFault.add(give);
      void durable.then(() => {
        atFault.delete(give);
        resolve(true);
      });
    });

  /**
   * This is in the outbox for good: that record, which may tell the whole state, says so as all that follow, and segments may go
   * once it is on disk.
   */
  function cover(more: Marks, head: JournalHead): Promise<void> {
    const covered = laterOf(marks, more);
    marks = covered;
    const durable = append(head);
    void durable.then(() => onCovered(covered));
    return durable;
  }

  return {
    cut(intervals, sequence) {
      const series = intervals.map(({ length, ended }) => [length, ended ? sequence : markOf(last, length)] as const);
      last = next = { events: sequence, series };
    },
    flushed(second) {
      lateSecond = second;
    },
    closed(entries: ClosedEntries) {
      if (!next) return;
      const flush: Flush = { ...entries, marks: next, lateSecond };
      next = undefined;
      const durable = cover(emptyParts([...open, flush]), { flush });
      open.push({ ...flush, durable });
    },
    async ready(entry) {
      const flush = open.find(({ points, events }) => points === entry || events === entry);
      if (flush && !(await durableOrNot(flush.durable)))
        throw new Error(`the journal cannot be written: ${fault() ?? 'it could not just now'}`);
    },
    async settled(entry) {
      const settled = settledBy(open, entry);
      if (settled === noMarks) return;
      open = open
        .map(flush => withoutEntry(flush, entry))
        .filter(({ points, events }) => points !== undefined || events !== undefined);
      // Where the disk takes nothing, the store gets what there is all the same.
      await durableOrNot(cover(settled, { settled: entry }));
    },
    told: durableOrNot,
    state: () => ({ marks, lateSecond, open: open.map(({ durable, ...flush }) => flush) }),
    onFault(reason) {
      if (reason === undefined) return;
      for (const give of atFault) give();
      atFault.clear();
    },
  };
}
