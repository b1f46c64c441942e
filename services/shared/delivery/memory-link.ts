import { type Outcome, success } from '../outcome.ts';
import { createBatchStream } from './batch-stream.ts';
import { createClientId } from './client-id.ts';
import type { Link, LinkOptions } from './link.ts';
import { createOutgoing } from './outgoing.ts';

/**
 * A link that keeps what waits in memory: what is said in one go is a batch. What finds no room is counted in
 * `tidegauge.link.dropped`, bytes. A process that is killed loses what the server did not have; whoever says what would
 * be missed uses a spooled link.
 */
export function createMemoryLink({ name, clock, logger, selfMetrics, maxQueuedBytes }: LinkOptions): Link {
  const batches = createOutgoing(createClientId(name));
  selfMetrics.gauge('tidegauge.link.queued', batches.bytes);
  const drops = selfMetrics.counter('tidegauge.link.dropped');
  /** Bytes dropped since the server last took something. */
  let dropped = 0;
  let scheduled: NodeJS.Immediate | undefined;

  batches.onDone(() => {
    if (dropped > 0) logger.warn(`${dropped} bytes of lines were dropped while the StatsD server did not take them`);
    dropped = 0;
  });

  batches.onStranger(() => {
    batches.renew(createClientId(name));
    batches.ready(batches.last());
  });

  function drop(bytes: number): void {
    if (dropped === 0)
      logger.warn('link.max_queued is full of what the StatsD server does not take: what comes now is dropped');
    drops.add(bytes);
    dropped += bytes;
  }

  function commit(): void {
    clearImmediate(scheduled);
    scheduled = undefined;
    const room = maxQueuedBytes() - batches.bytes();
    const lines = stream.take();
    if (lines.length === 0) return;
    if (lines.length > room) drop(lines.length);
    else {
      batches.add(lines);
      batches.ready(batches.last());
    }
  }

  const stream = createBatchStream({
    now: clock.now,
    onWrite() {
      scheduled ??= setImmediate(commit);
    },
    onEnd() {
      commit();
      return batches.emptied();
    },
  });
  return {
    stream,
    batches,
    congestion: () => undefined,
    async close() {
      clearImmediate(scheduled);
      const left = batches.bytes();
      drops.add(left);
      if (left > 0) logger.warn(`${left} bytes were given up, because the StatsD server did not take them`);
    },
  };
}

/** The link of a service that only samples: killed, it loses no more than its last sample. */
export const openMemoryLink = async (options: LinkOptions): Promise<Outcome<Link>> =>
  success(createMemoryLink(options));
