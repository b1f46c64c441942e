import type { Event } from '../event.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { failure } from '../outcome.ts';
import type { Part } from '../part.ts';
import type { Point } from '../point.ts';
import type { SelfMetrics } from '../self-metrics.ts';
import { type Batch, createBatch, createBatchQueue } from './batch-queue.ts';
import { sliceEvents } from './event-slices.ts';
import { keepFinite } from './finite-points.ts';
import type { MetricStore, WriteOutcome } from './metric-store.ts';
import { createWriteLedger } from './write-ledger.ts';

/** What stands between the flush and the store. */
export interface QueuedWriter {
  /**
   * Takes the points of a flush at once. They are written one batch after the other, oldest first. Values that are not
   * finite end here, whatever the store.
   */
  push(points: readonly Point[]): void;
  /** The same for events, which are written when no points wait. */
  pushEvents(events: readonly Event[]): void;
  /** Whether the store takes what it is given, and how much waits. */
  status(): Part;
  /** Tries on until all is written, for at most so many milliseconds. What is left then is given up, and so is what comes later. */
  drain(milliseconds: number): Promise<void>;
}

/** What the writer works with. */
export interface QueuedWriterOptions {
  readonly store: Pick<MetricStore, 'write' | 'writeEvents'>;
  /** Points that may wait, besides the batch under way; and events, as far as {@link mostEvents}. */
  readonly maxPoints: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** Between two tries, milliseconds: twice as long each time. */
const shortestDelay = 1000;
const longestDelay = 30_000;

/** Events that may wait at most: one may be as long as a line (statsd.max_line_bytes), and take far more memory than a point. */
const mostEvents = 20_000;

/** Holds what the store does not take right now, in memory and bounded, tries again, and counts what is lost. */
export function createQueuedWriter(options: QueuedWriterOptions): QueuedWriter {
  const { store, maxPoints, clock, logger, selfMetrics } = options;
  const queue = createBatchQueue({ points: maxPoints, events: Math.min(maxPoints, mostEvents) });
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

  /** A store should not reject; if one does all the same, its points wait as when it is out of reach. */
  async function attempt(write: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
    // Of a batch that is written in parts, because the store refused it, no more part begins after the end.
    if (ended) return failure({ kind: 'retry', message: 'everything stops' });
    try {
      return await write();
    } catch (error) {
      return failure({ kind: 'retry', message: error instanceof Error ? error.message : String(error) });
    }
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
    push(points) {
      const finite = keepFinite(points);
      ledger.notFinite(finite);
      push(createBatch('points', finite.points, items => attempt(() => store.write(items))));
    },
    pushEvents(events) {
      for (const slice of sliceEvents(events)) {
        push(createBatch('events', slice, items => attempt(() => store.writeEvents(items))));
      }
    },
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
