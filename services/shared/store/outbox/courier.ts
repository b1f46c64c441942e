import { type WriteReport, writeIsolating } from '../isolating-write.ts';
import type { WriteOutcome } from '../metric-store.ts';
import type { Entry } from './entry.ts';
import { createEntryReader, type EntryReader, type EntryReaderOptions } from './entry-reader.ts';
import type { Lane } from './lane.ts';
import type { Ledger } from './ledger.ts';

/** Brings the entries of one lane to the store. */
export interface Courier {
  /**
   * Brings some items of the oldest entry, and removes it at its end. `idle`: there is none; `retry`: the store, or the
   * disk, answers nothing right now.
   */
  step(): Promise<'idle' | 'done' | 'retry'>;
  /** Items under way, which no entry counts as waiting. */
  underWay(): number;
  close(): Promise<void>;
}

/** What a courier works with. */
export interface CourierOptions<Item> extends EntryReaderOptions<Item> {
  readonly lane: Lane;
  /** Whether entries that are not on disk may be brought: only while the disk takes nothing, since the disk is the commit. */
  readonly unkept: () => boolean;
  /** Never rejects. */
  readonly write: (items: readonly Item[]) => Promise<WriteOutcome>;
  readonly ledger: Ledger;
  /** Nothing is counted any more. */
  readonly ended: () => boolean;
}

/** A courier that stands before its lane's oldest entry. */
export function createCourier<Item>(options: CourierOptions<Item>): Courier {
  const { lane, unkept, write, ledger, ended } = options;
  /** The entry that is being read, and what the store did not take yet of what was read. */
  let course: { readonly entry: Entry; readonly reader: EntryReader<Item>; left: readonly Item[] } | undefined;
  let underWay = 0;

  async function close(): Promise<void> {
    const reader = course?.reader;
    course = undefined;
    await reader?.close();
  }

  async function courseOf(entry: Entry) {
    if (course?.entry !== entry) await close();
    course ??= { entry, reader: createEntryReader(entry, options), left: [] };
    return course;
  }

  function account(entry: Entry, size: number, report: WriteReport<Item>): void {
    underWay = 0;
    ledger.wrote({ kind: entry.kind, size }, report);
    // Dropped in the meantime: what else it held is counted already.
    if (entry.state === 'gone') ledger.pushedOut(report.left.length);
    else entry.waiting += report.left.length;
  }

  return {
    async step() {
      const entry = lane.oldest(unkept());
      if (!entry) {
        await close();
        return 'idle';
      }
      const current = await courseOf(entry);
      let items = current.left;
      if (items.length === 0) {
        const next = await current.reader.next();
        if ('retry' in next) {
          ledger.unreadable(entry, next.retry);
          return 'retry';
        }
        if (entry.state === 'gone') return 'done';
        if (next.items.length === 0) {
          ledger.damaged(entry, next.damage);
          lane.remove(entry);
          await close();
          return 'done';
        }
        items = next.items;
      }
      underWay = items.length;
      entry.waiting = Math.max(0, entry.waiting - items.length);
      const report = await writeIsolating(items, write);
      if (ended()) return 'retry';
      current.left = report.left;
      account(entry, items.length, report);
      return report.left.length > 0 ? 'retry' : 'done';
    },
    underWay: () => underWay,
    close,
  };
}
