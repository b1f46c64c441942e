import { formatDuration } from '../duration.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { quote } from '../logging/quote.ts';
import { createSampler } from '../logging/sample.ts';
import type { SelfMetrics } from '../self-metrics.ts';
import type { Batch } from './batch-queue.ts';
import type { FinitePoints } from './finite-points.ts';
import type { WriteReport } from './isolating-write.ts';

/** Counts what became of points and events, and tells the log: an outage when it begins and when it ends, each loss. */
export interface WriteLedger {
  /** A batch was tried. */
  wrote(batch: Batch, report: WriteReport<unknown>): void;
  /** Points were looked through for values that are not finite. */
  notFinite(found: Pick<FinitePoints, 'harmed' | 'example'>): void;
  /** So many items were pushed out of the full queue; possibly none. */
  pushedOut(items: number): void;
  /** Nothing waits any more. */
  caughtUp(): void;
  /** So many items are given up at the end; possibly none. */
  gaveUp(items: number): void;
  /** Why nothing can be written right now; undefined when it can. */
  outage(): string | undefined;
}

/** What the ledger works with. */
export interface WriteLedgerOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** An empty ledger. */
export function createWriteLedger({ clock, logger, selfMetrics }: WriteLedgerOptions): WriteLedger {
  const written = selfMetrics.counter('tidegauge.store.written');
  const dropped = selfMetrics.counter('tidegauge.store.dropped');
  const retries = selfMetrics.counter('tidegauge.store.failures', { kind: 'retry' });
  const refusals = selfMetrics.counter('tidegauge.store.failures', { kind: 'refused' });
  const tellNotFinite = createSampler(clock, logger.warn);
  let outage: { since: number; message: string } | undefined;
  let overflowing = false;

  function noteOutage(what: Batch['kind'], message: string | undefined): void {
    if (message !== undefined) {
      if (!outage) logger.warn(`${what} wait in memory: ${message}`);
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
    pushedOut(items) {
      if (items === 0) return;
      dropped.add(items);
      if (!overflowing) {
        logger.warn('too much waits for the store (store.max_queued_points): the oldest points and events are dropped');
      }
      overflowing = true;
    },
    caughtUp() {
      overflowing = false;
    },
    gaveUp(items) {
      if (items === 0) return;
      dropped.add(items);
      logger.error(`${items} points and events are lost: ${outage?.message ?? 'the store was too slow'}`);
    },
    outage: () => outage?.message,
  };
}
