import type { Batch } from './batch.ts';

/** Batches that wait to be acknowledged, oldest first. */
export interface BatchQueue {
  /** What they take up, bytes. */
  bytes(): number;
  /** Its number must be higher than that of the last one. */
  add(batch: Batch): void;
  /** The first above this number. */
  after(number: number): Batch | undefined;
  /** Forgets all up to this number. */
  acknowledge(number: number): void;
  /** Forgets all, and answers them. */
  takeAll(): readonly Batch[];
}

/** What a batch takes up besides its lines, about, bytes: many small ones must not grow beyond a bound either. */
export const batchOverhead = 256;

const sizeOf = ({ lines }: Batch) => lines.length + batchOverhead;

/** An empty queue. */
export function createBatchQueue(): BatchQueue {
  let batches: Batch[] = [];
  let bytes = 0;
  const indexAfter = (number: number) => {
    const index = batches.findIndex(batch => batch.number > number);
    return index < 0 ? batches.length : index;
  };
  return {
    bytes: () => bytes,
    add(batch) {
      batches.push(batch);
      bytes += sizeOf(batch);
    },
    after: number => batches[indexAfter(number)],
    acknowledge(number) {
      const gone = indexAfter(number);
      for (const batch of batches.slice(0, gone)) bytes -= sizeOf(batch);
      batches = batches.slice(gone);
    },
    takeAll() {
      const all = batches;
      batches = [];
      bytes = 0;
      return all;
    },
  };
}
