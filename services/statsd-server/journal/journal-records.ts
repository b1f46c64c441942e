import { headedRecord, readHeadedRecord } from '../../shared/files/headed-record.ts';
import type { RecordParts } from '../../shared/files/record-log.ts';
import type { FoundRecord } from '../../shared/files/record-segments.ts';
import type { Marks } from './marks.ts';

/** A client's batches are known up to this number, and when the last one came, epoch milliseconds. */
export type KnownClient = readonly [client: string, number: number, at: number];

/** The interval that was under way when something was taken. */
export interface UnderWay {
  /** Epoch milliseconds. */
  readonly start: number;
  /** As configured, milliseconds: the first one of a run is shorter. */
  readonly length: number;
}

/** What all records before this one amount to: the first record of a segment tells it, so that those before can go. */
export interface JournalState {
  readonly clients: readonly KnownClient[];
  /** What is in the outbox for good, or further. */
  readonly marks: Marks;
  /** Flushes whose entries in the outbox are not there for good yet. */
  readonly open: readonly Flush[];
  /** See `Aggregator.lateSecond`. */
  readonly lateSecond: number;
}

/** A flush that is complete: as soon as its entries are in the outbox for good, so is what its marks say. */
export interface Flush {
  /** Numbers of the entries; a kind of which there was nothing has none. */
  readonly points: number | undefined;
  readonly events: number | undefined;
  readonly marks: Marks;
  /** See `Aggregator.lateSecond`. */
  readonly lateSecond: number;
}

/** What a record says, before a batch's lines. */
export type JournalHead =
  | {
      readonly batch: {
        /** Counts all batches of the journal. */
        readonly sequence: number;
        readonly client: string;
        readonly number: number;
        readonly at: number;
        readonly running: UnderWay;
      };
      readonly state?: JournalState;
    }
  | { readonly flush: Flush; readonly state?: JournalState }
  /** The entry of this number is in the outbox for good, or nowhere any more. */
  | { readonly settled: number; readonly state?: JournalState };

/** The parts of a record; `lines` are those of its batch. */
export const journalRecord = (head: JournalHead, lines?: Buffer): RecordParts =>
  headedRecord(head, ...(lines ? [lines] : []));

/** What {@link journalRecord} was given. */
export const parseJournalRecord = ({ payload }: FoundRecord) => readHeadedRecord<JournalHead>(payload);
