import { basename } from 'node:path';
import { formatDuration } from '../../duration.ts';
import type { Clock } from '../../lifecycle/clock.ts';
import type { Logger } from '../../logging/logger.ts';
import { quote } from '../../logging/quote.ts';
import { createSampler } from '../../logging/sample.ts';
import type { SelfMetrics } from '../../self-metrics.ts';
import type { FinitePoints } from '../finite-points.ts';
import type { WriteReport } from '../isolating-write.ts';
import { type Entry, entryPath, type Kind } from './entry.ts';
import type { Bound } from './lane.ts';

/** Counts what became of points and events, and tells the log: an outage when it begins and when it ends, each loss. */
export interface Ledger {
  /** So many items were tried. */
  wrote(batch: { readonly kind: Kind; readonly size: number }, report: WriteReport<unknown>): void;
  /** Points were looked through for values that are not finite. */
  notFinite(found: Pick<FinitePoints, 'harmed' | 'example'>): void;
  /** So many items were pushed out; possibly none. */
  pushedOut(items: number, bound?: Bound): void;
  /** An entry cannot be read right now. */
  unreadable(entry: Entry, message: string): void;
  /** All that can be read of an entry was: what still waits of it, possibly nothing, is lost. */
  damaged(entry: Entry, why: string | undefined): void;
  /** Why the disk takes nothing, or undefined when it does. */
  disk(fault: string | undefined): void;
  /** Nothing waits any more. */
  caughtUp(): void;
  /** At the end so many items are lost, and as many stay for the next start; possibly none. */
  ended(lost: number, staying: number): void;
  /** Why nothing can be written right now; undefined when it can. */
  outage(): string | undefined;
}

/** What the ledger works with. */
export interface LedgerOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

const overflows: Readonly<Record<Bound, string>> = {
  size: 'too much waits for the store (store.outbox.max_size): the oldest points and events are dropped',
  memory: 'the outbox takes less than is flushed, and memory holds no more: the oldest points and events are dropped',
  age: 'the store was away for too long (store.outbox.max_age): the oldest points and events are dropped',
};

/** An empty ledger. */
export function createLedger({ clock, logger, selfMetrics }: LedgerOptions): Ledger {
  const written = selfMetrics.counter('tidegauge.store.written');
  const dropped = selfMetrics.counter('tidegauge.store.dropped');
  const retries = selfMetrics.counter('tidegauge.store.failures', { kind: 'retry' });
  const refusals = selfMetrics.counter('tidegauge.store.failures', { kind: 'refused' });
  const tellNotFinite = createSampler(clock, logger.warn);
  const told = new Set<Bound>();
  let diskFault: string | undefined;
  let outage: { since: number; message: string } | undefined;

  function noteOutage(what: Kind, message: string | undefined): void {
    if (message !== undefined) {
      if (!outage) logger.warn(`${what} wait in the outbox: ${message}`);
      outage = { since: outage?.since ?? clock.now(), message };
    } else if (outage) {
      const seconds = Math.round((clock.now() - outage.since) / 1000);
      logger.info(`the store takes points again, after ${formatDuration(seconds * 1000)}`);
      outage = undefined;
    }
  }

  return {
    wrote({ kind, size }, { taken, dropped: lost, failures, retryMessage, refusedMessage }) {
      written.add(taken);
      dropped.add(lost);
      retries.add(failures.retry);
      refusals.add(failures.refused);
      if (refusedMessage !== undefined) logger.warn(`the store refused ${lost} of ${size} ${kind}: ${refusedMessage}`);
      noteOutage(kind, retryMessage);
    },
    notFinite({ harmed, example }) {
      if (example === undefined) return;
      dropped.add(harmed);
      tellNotFinite(() => `values that are not finite are left out of ${harmed} points, such as ${quote(example)}`);
    },
    pushedOut(items, bound) {
      if (items === 0) return;
      dropped.add(items);
      if (bound === undefined || told.has(bound)) return;
      logger.warn(overflows[bound]);
      told.add(bound);
    },
    unreadable({ kind }, message) {
      noteOutage(kind, message);
    },
    damaged(entry, why) {
      const { kind, count, waiting } = entry;
      if (waiting === 0) return;
      dropped.add(waiting);
      const file = basename(entryPath('', entry));
      logger.error(`${waiting} of ${count} ${kind} in ${file} of the outbox are lost: ${why ?? 'they are not there'}`);
    },
    disk(fault) {
      if (fault !== undefined && !diskFault)
        logger.warn(`the outbox takes nothing, what is flushed waits in memory: ${fault}`);
      if (fault === undefined && diskFault) logger.info('the outbox takes again what is flushed');
      diskFault = fault;
    },
    caughtUp() {
      told.clear();
    },
    ended(lost, staying) {
      if (staying > 0)
        logger.info(`${staying} points and events stay in the outbox, and are written after the next start`);
      if (lost === 0) return;
      dropped.add(lost);
      logger.error(`${lost} points and events are lost: they are neither in the store nor in the outbox`);
    },
    outage: () => outage?.message,
  };
}
