import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../lifecycle/clock.ts';
import { createRetry } from '../lifecycle/retry.ts';
import { faultOf } from './fault.ts';
import { frame } from './record.ts';
import { type FoundRecords, segmentName } from './record-segments.ts';
import { createSegmentLedger } from './segment-ledger.ts';
import { syncDirectory } from './sync-directory.ts';

/** What a record consists of, one part after the other. */
export type RecordParts = readonly (string | Uint8Array)[];

/**
 * A log of numbered records that survives whatever happens to the process: files (segments) that are appended to, and removed
 * from the oldest on when their numbers are done with and a later one is on disk. Several records that are appended at
 * about the same time cost one sync.
 */
export interface RecordLog {
  /**
   * Appends a record, whose number is not below that of the one before it. With `fresh`, which can be asked for, it is the first
   * of a segment, and has to tell all that records in segments before it told. Resolves when it is on disk, however long that
   * takes; never rejects.
   */
  append(number: number, make: (fresh: boolean) => RecordParts, wantsFresh?: boolean): Promise<void>;
  /** Records up to this number are needed no more. */
  done(number: number): void;
  /** Bytes of all segments that are still needed. */
  bytes(): number;
  /** Bytes, of these, that are not on disk yet. */
  pendingBytes(): number;
  /** Why the disk takes nothing right now; undefined when it does. */
  fault(): string | undefined;
  /** Tries a last time to bring everything to disk. */
  close(): Promise<void>;
}

/** What a log works with. */
export interface RecordLogOptions {
  /** Its own; made when it is needed. */
  readonly directory: string;
  /** What is there; the first record begins the next segment. */
  readonly found: Pick<FoundRecords, 'firstSegment' | 'lastSegment' | 'bytes'>;
  /** The number of the last record that is there. */
  readonly lastNumber: number;
  readonly clock: Clock;
  /** Told when the disk ceases to take anything, with the reason, and without one when it does again. */
  readonly onFault: (fault: string | undefined) => void;
  /** Bytes of a segment, from which on the next record begins another; 4 MiB if left out. */
  readonly segmentBytes?: number | undefined;
}

interface Pending {
  readonly segment: number;
  readonly record: Buffer;
  readonly done: () => void;
}

/** A log whose next record begins a new segment: what a process before this one left is not written to again. */
export function createRecordLog(options: RecordLogOptions): RecordLog {
  const { directory, found, lastNumber, clock, onFault, segmentBytes: longSegment = 4_194_304 } = options;
  let segment = found.lastSegment;
  let segmentBytes = longSegment;
  let pendingBytes = 0;
  const pending: Pending[] = [];
  let oldest = found.firstSegment;
  /** The segment that is written to, and how many bytes of it are synced. */
  let current: { readonly segment: number; readonly file: FileHandle; synced: number } | undefined;
  let fault: string | undefined;
  let working: Promise<void> | undefined;
  let removing: Promise<unknown> = Promise.resolve();
  const retry = createRetry(clock, start);

  async function fileOf(wanted: number) {
    if (current?.segment === wanted) return current;
    await current?.file.close();
    current = undefined;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const file = await open(join(directory, segmentName(wanted)), 'w', 0o600);
    try {
      await syncDirectory(directory);
    } catch (error) {
      await file.close();
      throw error;
    }
    current = { segment: wanted, file, synced: 0 };
    return current;
  }

  /** The records that wait for the same segment, up to the first that does not. */
  function nextGroup(): readonly Pending[] {
    const other = pending.findIndex(({ segment }) => segment !== pending[0]!.segment);
    return other < 0 ? [...pending] : pending.slice(0, other);
  }

  async function writeGroup(group: readonly Pending[]): Promise<void> {
    const to = await fileOf(group[0]!.segment);
    const bytes = group.length === 1 ? group[0]!.record : Buffer.concat(group.map(({ record }) => record));
    // From where it was last synced, so that what the disk took only a part of is written over, and what a failed sync
    // may have let go of is written again.
    for (let at = 0; at < bytes.length; )
      at += (await to.file.write(bytes, at, bytes.length - at, to.synced + at)).bytesWritten;
    await to.file.datasync();
    to.synced += bytes.length;
  }

  async function work(): Promise<void> {
    while (pending.length > 0) {
      const group = nextGroup();
      try {
        await writeGroup(group);
      } catch (error) {
        fail(faultOf(error).message);
        return;
      }
      pending.splice(0, group.length);
      if (fault !== undefined) {
        fault = undefined;
        retry.succeeded();
        onFault(undefined);
      }
      for (const { record, done } of group) {
        pendingBytes -= record.length;
        done();
      }
    }
  }

  function fail(message: string): void {
    const isNew = fault === undefined;
    fault = message;
    retry.later();
    if (isNew) onFault(message);
  }

  function start(): void {
    if (working || retry.waiting()) return;
    working = work().finally(() => {
      working = undefined;
      if (pending.length > 0) start();
    });
  }

  function removeBefore(first: number): void {
    for (; oldest < first; oldest++) {
      const path = join(directory, segmentName(oldest));
      // What stays behind is read once more at the next start, and found to be done with.
      removing = removing.then(() => rm(path, { force: true })).catch(() => {});
    }
  }

  const needed = createSegmentLedger(removeBefore);
  // All that was found goes as one, when the last record of it is done with.
  needed.appended(found.firstSegment, lastNumber, found.bytes);

  return {
    append(number, make, wantsFresh = false) {
      const fresh = wantsFresh || segmentBytes >= longSegment;
      if (fresh) {
        segment += 1;
        segmentBytes = 0;
      }
      const record = frame(...make(fresh));
      const { length } = record;
      const own = segment;
      // The first one may be longer than all others together: it must not be what makes the next segment begin.
      if (!fresh) segmentBytes += length;
      pendingBytes += length;
      needed.appended(own, number, length);
      const written = new Promise<void>(done => pending.push({ segment: own, record, done }));
      start();
      return written.then(() => needed.durable(own));
    },
    done: needed.done,
    bytes: needed.bytes,
    pendingBytes: () => pendingBytes,
    fault: () => fault,
    async close() {
      retry.cancel();
      start();
      while (working && !retry.waiting()) await working;
      retry.cancel();
      await removing;
      await current?.file.close().catch(() => {});
    },
  };
}
