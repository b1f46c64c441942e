import { type WriteReport, writeIsolating } from './isolating-write.ts';
import type { WriteOutcome } from './metric-store.ts';

/** Points, or events, that are written together. */
export interface Batch {
  readonly kind: 'points' | 'events';
  readonly size: number;
  /** A batch of its last so many items. */
  last(count: number): Batch;
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
    last: count => createBatch(kind, items.slice(-count), writeItems),
    async write() {
      const report = await writeIsolating(items, writeItems);
      return { report, left: report.left.length > 0 ? createBatch(kind, report.left, writeItems) : undefined };
    },
  };
}

/** Batches in the order they came, points and events apart: neither pushes out or holds up the other, but points go first. */
export interface BatchQueue {
  /** Puts a batch at the end; answers how many items had to go for it. */
  add(batch: Batch): number;
  /** Puts a batch back at the front, where it counts as the oldest; answers how many items had to go. */
  putBack(batch: Batch): number;
  /** Takes the oldest batch of points out, or of events when no points wait. */
  take(): Batch | undefined;
  /** Items that wait. */
  items(): number;
}

/**
 * An empty queue that holds at most so many items of each kind. When there are more the oldest batches go, and of the
 * only one that is left its first items.
 */
export function createBatchQueue(most: Readonly<Record<Batch['kind'], number>>): BatchQueue {
  const waiting: Record<Batch['kind'], Batch[]> = { points: [], events: [] };
  const items: Record<Batch['kind'], number> = { points: 0, events: 0 };
  const dropSurplus = (kind: Batch['kind']): number => {
    const batches = waiting[kind];
    const before = items[kind];
    while (items[kind] > most[kind] && batches.length > 1) items[kind] -= batches.shift()!.size;
    if (items[kind] > most[kind]) {
      batches[0] = batches[0]!.last(most[kind]);
      items[kind] = most[kind];
    }
    return before - items[kind];
  };
  return {
    add(batch) {
      waiting[batch.kind].push(batch);
      items[batch.kind] += batch.size;
      return dropSurplus(batch.kind);
    },
    putBack(batch) {
      waiting[batch.kind].unshift(batch);
      items[batch.kind] += batch.size;
      return dropSurplus(batch.kind);
    },
    take() {
      const batch = waiting.points.shift() ?? waiting.events.shift();
      if (batch) items[batch.kind] -= batch.size;
      return batch;
    },
    items: () => items.points + items.events,
  };
}
