import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createLogger } from '../../../../services/shared/logging/logger.ts';
import { success } from '../../../../services/shared/outcome.ts';
import type { Point } from '../../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { openOutbox } from '../../../../services/shared/store/outbox/outbox.ts';
import type { PointWriter } from '../../../../services/statsd-server/statsd-server.ts';

/** What takes the points of our server, and only adds up those of a load. */
export interface CountingWriter extends PointWriter {
  /** Lines that the points so far stand for. */
  counted(): number;
  /** Waits until everything is counted. */
  end(): Promise<void>;
}

/**
 * Without a directory counts at once; with one as the store behind an outbox does, which takes everything at once.
 * `flushed` is called at the commit of a flush that had points.
 */
export async function createCountingWriter(
  directory: string | undefined,
  flushed: () => void,
): Promise<CountingWriter> {
  let counted = 0;
  let pushed = false;
  const add = (points: readonly Point[]) => {
    for (const { metric, fields } of points) if (metric.startsWith('bench.')) counted += fields.value ?? 0;
    return success(points.length);
  };
  const outbox = directory === undefined ? undefined : await openCountedOutbox(directory, add);
  return {
    push(points) {
      if (outbox) outbox.push(points);
      else add(points);
      pushed = true;
    },
    pushEvents() {},
    commit() {
      outbox?.commit();
      if (pushed) flushed();
      pushed = false;
    },
    counted: () => counted,
    end: async () => outbox?.drain(10_000),
  };
}

const openCountedOutbox = (directory: string, add: (points: readonly Point[]) => ReturnType<typeof success<number>>) =>
  openOutbox({
    directory,
    store: { write: async points => add(points), writeEvents: async events => success(events.length) },
    maxSize: 4 * 1024 ** 3,
    maxAge: 3_600_000,
    clock: systemClock,
    logger: createLogger('error'),
    selfMetrics: createSelfMetrics(),
  });
