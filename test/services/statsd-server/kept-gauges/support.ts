import type { Tags } from '../../../../services/shared/metric.ts';
import type { Point } from '../../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createKeptGauges, type KeptGauges } from '../../../../services/statsd-server/kept-gauges/kept-gauges.ts';
import type { KeptGaugesOptions } from '../../../../services/statsd-server/kept-gauges/options.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger, type KeepingLogger } from '../../../support/keeping-logger.ts';

export const hour = 3_600_000;

/** A point of a gauge. */
export function gauge(metric: string, value: number, time: number, tags: Tags = {}): Point {
  return { metric, tags: { ...tags, metric_type: 'gauge' }, fields: { value }, time };
}

/** Kept gauges, and what they work with. */
export interface Kept extends KeptGauges {
  readonly clock: FakeClock;
  readonly logger: KeepingLogger;
  /** What of the self-metrics is not zero. */
  counted(): Record<string, number>;
  /** Points of one flush, and their way to the disk. */
  flush(...points: Point[]): Promise<void>;
}

/** As a server would begin to keep gauges, with a time-out of an hour. Late points bear a time that is no multiple of 10 ms. */
export function keep(path: string, options: Partial<KeptGaugesOptions> = {}): Kept {
  const clock = createFakeClock();
  const logger = createKeepingLogger();
  const selfMetrics = createSelfMetrics();
  const kept = createKeptGauges({
    path,
    clock,
    logger,
    selfMetrics,
    maxGauges: () => 1000,
    timeout: () => hour,
    ...options,
  });
  return {
    ...kept,
    clock,
    logger,
    counted() {
      const counts: Record<string, number> = {};
      selfMetrics.report({
        count(name, value) {
          if (value !== 0) counts[name] = value;
        },
        gauge() {},
      });
      return counts;
    },
    async flush(...points) {
      kept.points(points);
      kept.flushed();
      await kept.written();
    },
  };
}
