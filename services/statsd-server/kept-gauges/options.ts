import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { SelfMetrics } from '../../shared/self-metrics.ts';

/** What keeping gauges takes. */
export interface KeptGaugesOptions {
  /** Of the log, in the data directory. */
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
  /** Gauges kept at most; asked for at each new one. */
  readonly maxGauges: () => number;
  /** `statsd.gauge_timeout`, milliseconds; asked for at each use. */
  readonly timeout: () => number;
}
