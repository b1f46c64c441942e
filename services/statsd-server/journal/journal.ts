import type { BatchTaker } from '../../shared/delivery/batch.ts';
import { createRecordLog } from '../../shared/files/record-log.ts';
import { findRecords } from '../../shared/files/record-segments.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import { type Outcome, success } from '../../shared/outcome.ts';
import type { Part } from '../../shared/part.ts';
import type { OutboxWitness } from '../../shared/store/outbox/witness.ts';
import type { CutInterval } from '../series/cadences.ts';
import { createClients } from './clients.ts';
import { createFlushes } from './flushes.ts';
import { type JournalHead, journalRecord, type UnderWay } from './journal-records.ts';
import { type Leftover, leftoverOf } from './leftover.ts';
import { coveredByAll } from './marks.ts';
import { recoverJournal } from './recover.ts';
import { createTurns } from './turns.ts';

/** Keeps what was taken from clients until it is in the outbox for good: a server that is killed goes on from it. */
export interface Journal extends BatchTaker {
  /** What the last run took and did not get into the outbox, oldest first. Told before the first batch is taken. */
  leftovers(): Iterable<Leftover>;
  /** From now on batches are taken: `apply` must add all lines at once. */
  begin(applying: Applying): void;
  /** Intervals end now: what was applied until now is flushed with them. */
  cut(intervals: readonly CutInterval[]): void;
  /** All points of what was cut are with the outbox; `lateSecond` is kept with that. */
  flushed(lateSecond: number): void;
  /** It is half full: longer intervals should end early, since what is in them must stay until they do. */
  crowded(): boolean;
  /** The last that any flush kept. */
  lateSecond(): number;
  /** What the outbox must tell. */
  readonly witness: OutboxWitness;
  part(): Part;
  /** Takes no batch any more. */
  stop(): void;
  close(): Promise<void>;
}

/** How batches become part of the aggregates. */
export interface Applying {
  apply(lines: Buffer): void;
  running(): UnderWay;
  /** Asked after each batch: no more is taken until this resolves, if there is something to wait for. */
  hold(): Promise<void> | undefined;
}

/** What a journal works with. */
export interface JournalOptions {
  /** Its own; made when it is needed. */
  readonly directory: string;
  /** Numbers of the entries that the outbox has for good. */
  readonly kept: ReadonlySet<number>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** That of its log. */
  readonly segmentBytes?: number;
}

/** Bytes that may wait for the disk, or on it for the outbox; then nothing is taken, and clients keep what they have. */
const mostPending = 16_777_216;
const mostKept = 268_435_456;
const never = new Promise<void>(() => {});

/** Opens the journal in `directory`; or says why it cannot be read. */
export async function openJournal(options: JournalOptions): Promise<Outcome<Journal>> {
  const { directory, kept, clock, logger, segmentBytes } = options;
  const found = await findRecords('journal', directory, logger);
  if (!found.ok) return found;
  const recovered = recoverJournal(found.value.records, kept);
  const clients = createClients(recovered.clients);
  let { sequence } = recovered;
  /** Of the last batch that was applied in this process: the aggregates have all up to it that is not covered. */
  let applied = recovered.batches.length > 0 ? 0 : sequence;
  let applying: Applying | undefined;

  const log = createRecordLog({
    directory,
    found: found.value,
    lastNumber: sequence,
    clock,
    segmentBytes,
    onFault(fault) {
      if (fault === undefined) logger.info('the journal can be written again');
      else logger.error(`the journal ${directory} cannot be written, so collectors keep what they say: ${fault}`);
      flushes.onFault(fault);
      turns.look();
    },
  });
  const flushes = createFlushes({
    marks: recovered.marks,
    lateSecond: recovered.lateSecond,
    append,
    fault: log.fault,
    onCovered(marks) {
      log.done(coveredByAll(marks));
      turns.look();
    },
  });
  const isFull = () => log.pendingBytes() > mostPending || log.bytes() > mostKept;
  const turns = createTurns(() => applying !== undefined && !isFull());
  log.done(coveredByAll(recovered.marks));
  // What the outbox has for good goes on to the store from now on, and must be known to have been there.
  if (found.value.lastSegment > 0) await flushes.told(append({ settled: 0 }));

  async function append(head: JournalHead, lines?: Buffer): Promise<void> {
    const state = () => ({ state: { clients: clients.all(), ...flushes.state() } });
    await log.append(sequence, fresh => journalRecord({ ...head, ...(fresh && state()) }, lines));
    turns.look();
  }

  return success({
    *leftovers() {
      for (const batch of recovered.batches.splice(0)) {
        applied = batch.sequence;
        yield leftoverOf(batch, recovered.marks);
      }
    },
    begin(how) {
      applying = how;
      turns.look();
    },
    last: client => (clients.admit(client, clock.now()) ? clients.last(client) : undefined),
    async take(client, { number, lines }) {
      await turns.mine();
      if (!applying) return never;
      const { apply, running, hold } = applying;
      if (!clients.admit(client, clock.now())) {
        turns.done();
        return never;
      }
      const known = clients.taken(client, number);
      const durable = known ?? takeNew();
      turns.done(known ? undefined : hold());
      return durable;

      function takeNew(): Promise<void> {
        apply(lines);
        const at = clock.now();
        applied = ++sequence;
        const batch = { sequence, client, number, at, running: running() };
        return clients.took(client, number, at, append({ batch }, lines));
      }
    },
    cut: intervals => flushes.cut(intervals, applied),
    flushed: flushes.flushed,
    crowded: () => log.bytes() > mostKept / 2,
    lateSecond: () => recovered.lateSecond,
    witness: flushes,
    part() {
      const fault = log.fault();
      if (fault === undefined && !isFull())
        return { name: 'batches', state: 'ok', detail: `of ${clients.count()} clients, kept in ${directory}` };
      return {
        name: 'batches',
        state: 'down',
        detail: fault ?? 'what it holds does not get into the outbox, so no more is taken',
        remedy: `make room for ${directory}`,
      };
    },
    stop() {
      applying = undefined;
    },
    close: log.close,
  });
}
