import type { Event } from '../event.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Part } from '../part.ts';
import type { Point } from '../point.ts';
import type { SelfMetrics } from '../self-metrics.ts';
import { type Batch, createBatch, createBatchQueue } from './batch-queue.ts';
import type { MetricStore } from './metric-store.ts';
import { createWriteLedger } from './write-ledger.ts';

/** What stands between the flush and the store. */
export interface QueuedWriter {
  /** Takes the points of a flush at once. They are written one batch after the other, oldest first. */
  push(points: readonly Point[]): void;
  /** The same for events. */
  pushEvents(events: readonly Event[]): void;
  /** Whether the store takes what it is given, and how much waits. */
  status(): Part;
  /** Tries on until all is written, for at most so many milliseconds. What is left then is given up, and so is what comes later. */
  drain(milliseconds: number): Promise<void>;
}

/** What the writer works with. */
export interface QueuedWriterOptions {
  readonly store: Pick<MetricStore, 'write' | 'writeEvents'>;
  /** Flushes that may wait: so many batches of points, and so many of events. */
  readonly maxBatches: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** Between two tries, milliseconds: twice as long each time. */
const shortestDelay = 1000;
const longestDelay = 30_000;

/** Holds what the store does not take right now, in memory and bounded, tries again, and counts what is lost. */
export function createQueuedWriter(options: QueuedWriterOptions): QueuedWriter {
  const { store, maxBatches, clock, logger, selfMetrics } = options;
  const queue = createBatchQueue(maxBatches);
  const ledger = createWriteLedger({ clock, logger, selfMetrics });
  let writing: Batch | undefined;
  let delay = shortestDelay;
  let cancelRetry: (() => void) | undefined;
  let ended = false;
  let onEmpty = () => {};

  const waiting = () => queue.items() + (writing?.size ?? 0);
  selfMetrics.gauge('tidegauge.store.queued', waiting);

  function retryLater(): void {
    cancelRetry = clock.at(clock.now() + delay, () => {
      cancelRetry = undefined;
      void work();
    });
    delay = Math.min(2 * delay, longestDelay);
  }

  function stopWaiting(): void {
    cancelRetry?.();
    cancelRetry = undefined;
  }

  async function work(): Promise<void> {
    if (writing || cancelRetry) return;
    for (writing = queue.take(); writing; writing = queue.take()) {
      const { report, left } = await writing.write();
      if (ended) return;
      ledger.wrote(writing, report);
      if (left) {
        writing = undefined;
        ledger.pushedOut(queue.putBack(left));
        retryLater();
        return;
      }
      delay = shortestDelay;
    }
    ledger.caughtUp();
    onEmpty();
  }

  function push(batch: Batch): void {
    if (batch.size === 0) return;
    if (ended) {
      ledger.gaveUp(batch.size);
      return;
    }
    ledger.pushedOut(queue.add(batch));
    void work();
  }

  return {
    push: points => push(createBatch('points', points, items => store.write(items))),
    pushEvents: events => push(createBatch('events', events, items => store.writeEvents(items))),
    status() {
      const outage = ledger.outage();
      return outage === undefined
        ? { name: 'store queue', state: 'ok', detail: 'takes what is flushed' }
        : { name: 'store queue', state: 'down', detail: `${waiting()} points and events wait: ${outage}` };
    },
    async drain(milliseconds) {
      const emptied = new Promise<void>(resolve => {
        onEmpty = resolve;
      });
      let cancelDeadline = () => {};
      const deadline = new Promise<void>(resolve => {
        cancelDeadline = clock.at(clock.now() + milliseconds, resolve);
      });
      stopWaiting();
      delay = shortestDelay;
      void work();
      await Promise.race([emptied, deadline]);
      cancelDeadline();
      ended = true;
      stopWaiting();
      ledger.gaveUp(waiting());
    },
  };
}
