import type { Config } from '../shared/config/schema.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { LogInspector } from '../shared/logs/log-inspector.ts';
import type { Part } from '../shared/part.ts';
import type { RunningSource } from '../shared/running/running.ts';
import type { MetricStore } from '../shared/store/metric-store.ts';

/** What every route works with. */
export interface WebContext {
  /** The configuration of the moment. */
  config(): Config;
  readonly store: MetricStore;
  /** The interval under way, whose points the store has not yet. */
  readonly running: RunningSource;
  readonly logs: LogInspector;
  /** The state of the other parts of the process. */
  health(): readonly Part[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** When the service started; epoch milliseconds. */
  readonly startedAt: number;
}
