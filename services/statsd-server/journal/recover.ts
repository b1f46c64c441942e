import type { FoundRecord } from '../../shared/files/record-segments.ts';
import { type Flush, type JournalState, parseJournalRecord, type UnderWay } from './journal-records.ts';
import { coveredByAll, highestOf, laterOf, type Marks, noMarks } from './marks.ts';
import { emptyParts, settledBy, withoutEntry } from './settled.ts';

/** A batch that was taken, and is not or not all in the outbox. */
export interface TakenBatch {
  readonly sequence: number;
  readonly running: UnderWay;
  readonly lines: Buffer;
}

/** What a process before this one left. */
export interface RecoveredJournal extends Omit<JournalState, 'open'> {
  /** That of the last batch. */
  readonly sequence: number;
  readonly batches: TakenBatch[];
}

/** What these records say together, when the outbox has the entries `kept` for good. */
export function recoverJournal(records: readonly FoundRecord[], kept: ReadonlySet<number>): RecoveredJournal {
  const clients = new Map<string, readonly [number, number]>();
  let marks: Marks = noMarks;
  let open: Flush[] = [];
  let sequence = 0;
  let lateSecond = 0;
  const batches: TakenBatch[] = [];
  /** Those heard of last stand last. */
  const hear = (client: string, number: number, at: number) => {
    clients.delete(client);
    clients.set(client, [number, at]);
  };
  const settle = (entry: number) => {
    marks = laterOf(marks, settledBy(open, entry));
    open = open.map(flush => withoutEntry(flush, entry));
  };
  for (const record of records) {
    const parsed = parseJournalRecord(record);
    if (!parsed) continue;
    const { head, body: lines } = parsed;
    if (head.state) {
      for (const [client, number, at] of head.state.clients) hear(client, number, at);
      marks = laterOf(marks, head.state.marks);
      lateSecond = Math.max(lateSecond, head.state.lateSecond);
      open = [...head.state.open];
    }
    if ('batch' in head) {
      const { client, number, at, running } = head.batch;
      sequence = head.batch.sequence;
      hear(client, number, at);
      batches.push({ sequence, running, lines });
    } else if ('flush' in head) {
      open.push(head.flush);
      lateSecond = Math.max(lateSecond, head.flush.lateSecond);
    } else settle(head.settled);
  }
  for (const entry of kept) settle(entry);
  marks = laterOf(marks, emptyParts(open));
  const covered = coveredByAll(marks);
  return {
    clients: [...clients].map(([client, [number, at]]) => [client, number, at]),
    marks,
    lateSecond,
    // The segments of batches that are covered may be gone.
    sequence: Math.max(sequence, highestOf(marks)),
    batches: batches.filter(batch => batch.sequence > covered),
  };
}
