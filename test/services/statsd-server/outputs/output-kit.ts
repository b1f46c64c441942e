import type { Clock } from '../../../../services/shared/lifecycle/clock.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import type { MetricType } from '../../../../services/shared/metric.ts';
import type { Point } from '../../../../services/shared/point.ts';
import type { TargetCounters } from '../../../../services/statsd-server/outputs/target-counters.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

/** A whole multiple of ten seconds. */
export const start = Date.UTC(2026, 0, 1);

/** A point of the interval at {@link start}. */
export function point(
  type: MetricType,
  metric: string,
  fields: Record<string, number> | number,
  tags: Record<string, string> = {},
  time = start,
): Point {
  return {
    metric,
    tags: { metric_type: type, ...tags },
    fields: typeof fields === 'number' ? { value: fields } : fields,
    time,
  };
}

/** Counters that can be read. */
export function createCounts(): TargetCounters & { count: { sent: number; dropped: number } } {
  const count = { sent: 0, dropped: 0 };
  return {
    count,
    sent: {
      add(amount = 1) {
        count.sent += amount;
      },
    },
    dropped: {
      add(amount = 1) {
        count.dropped += amount;
      },
    },
  };
}

/** What an output that sends to `port` of the loopback needs. */
export function sending(scheme: 'tcp' | 'udp', port: number, clock: Clock = systemClock) {
  const logger = createKeepingLogger();
  const counters = createCounts();
  return { target: { scheme, host: '127.0.0.1', port }, clock, logger, counters };
}
