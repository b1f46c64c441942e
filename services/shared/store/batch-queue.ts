import { type WriteReport, writeIsolating } from './isolating-write.ts';
import type { WriteOutcome } from './metric-store.ts';

/** Points, or events, that are written together. */
export interface Batch {
  readonly kind: 'points' | 'events';
  readonly size: number;
  /** Writes it; what the store may take later is left as a batch of its own. */
  write(): Promise<{ readonly report: WriteReport<unknown>; readonly left: Batch | undefined }>;
}

/** A batch of these items. */
export function createBatch<Item>(
  kind: Batch['kind'],
  items: readonly Item[],
  writeItems: (items: readonly Item[]) => Promise<WriteOutcome>,
): Batch {
  return {
    kind,
    size: items.length,
    async write() {
      const report = await writeIsolating(items, writeItems);
      return { report, left: report.left.length > 0 ? createBatch(kind, report.left, writeItems) : undefined };
    },
  };
}

/** Batches in the order they came. Where a bound is reached, the oldest batch of the kind goes: events never push out points. */
export interface BatchQueue {
  /** Puts a batch at the end; answers how many items had to go for it. */
  add(batch: Batch): number;
  /** Puts a batch back at the front, where it counts as the oldest; answers how many items had to go. */
  putBack(batch: Batch): number;
  /** Takes the oldest out. */
  take(): Batch | undefined;
  /** Items that wait. */
  items(): number;
}

/** An empty queue that holds at most `most` batches of each kind. */
export function createBatchQueue(most: number): BatchQueue {
  const batches: Batch[] = [];
  const dropOldest = (kind: Batch['kind']): number => {
    if (batches.filter(batch => batch.kind === kind).length <= most) return 0;
    const [oldest] = batches.splice(
      batches.findIndex(batch => batch.kind === kind),
      1,
    );
    return oldest!.size;
  };
  return {
    add(batch) {
      batches.push(batch);
      return dropOldest(batch.kind);
    },
    putBack(batch) {
      batches.unshift(batch);
      return dropOldest(batch.kind);
    },
    take: () => batches.shift(),
    items: () => batches.reduce((sum, { size }) => sum + size, 0),
  };
}
