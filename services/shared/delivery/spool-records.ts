import { headedRecord, readHeadedRecord } from '../files/headed-record.ts';
import type { RecordParts } from '../files/record-log.ts';
import type { FoundRecord } from '../files/record-segments.ts';
import type { Batch } from './batch.ts';

/** What a record of the spool says of its batch. */
export interface SpoolHead {
  /** That of the last batch of the record, or without lines of the one before. */
  readonly number: number;
  /** Bytes of each batch, where there are several. */
  readonly lengths?: readonly number[] | undefined;
  /** When it was made, epoch milliseconds. */
  readonly at: number;
  /** The number up to which the server had all by then. */
  readonly done: number;
  /** What has changed in the state to go on from; or with `client` the whole state, which the first record of a segment has. */
  readonly changes?: string | undefined;
  readonly client?: string | undefined;
  readonly whole?: string | undefined;
}

/** What a process before this one left. */
export interface Recovered {
  readonly client: string;
  /** The number of its last batch. */
  readonly last: number;
  /** Batches that the server may not have. */
  readonly left: readonly Batch[];
  /** The state to go on from: once told as a whole, then what changed, oldest first. */
  readonly whole: string;
  readonly changes: readonly string[];
  /** When that was told last, epoch milliseconds. */
  readonly at: number;
}

/** The parts of a record with these batches. */
export function spoolRecord(head: SpoolHead, batches: readonly Batch[]): RecordParts {
  const lengths = batches.length > 1 ? batches.map(({ lines }) => lines.length) : undefined;
  return headedRecord({ ...head, lengths }, ...batches.map(({ lines }) => lines));
}

/** The batches of a record with this head. */
function batchesOf({ number, lengths }: SpoolHead, lines: Buffer): Batch[] {
  if (lines.length === 0) return [];
  let at = 0;
  return (lengths ?? [lines.length]).map((length, index, { length: count }) => {
    at += length;
    return { number: number - count + 1 + index, lines: lines.subarray(at - length, at) };
  });
}

/** What these records say together; undefined without any that could be gone on from. */
export function recoverSpool(records: readonly FoundRecord[]): Recovered | undefined {
  let recovered: { -readonly [Key in keyof Recovered]: Recovered[Key] } | undefined;
  let left: Batch[] = [];
  let changes: string[] = [];
  for (const { payload } of records) {
    const read = readHeadedRecord<SpoolHead>(payload);
    if (!read) continue;
    const { head, body } = read;
    const { number, at, done, client, whole } = head;
    if (client !== undefined && whole !== undefined) {
      changes = [];
      // Another one's numbers say nothing of this one's, which tells all that waits anew.
      if (recovered?.client !== client) left = [];
      recovered = { client, whole, changes, left, last: number, at };
    }
    if (!recovered) continue;
    if (head.changes !== undefined) changes.push(head.changes);
    left.push(...batchesOf(head, body));
    left = left.filter(batch => batch.number > done);
    Object.assign(recovered, { left, last: number, at });
  }
  return recovered;
}
