import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { createSelfMetrics, type SelfMetrics } from '../shared/self-metrics.ts';
import { createStatsdClient, type StatsdClient } from '../shared/statsd-client/client.ts';
import { createMemoryLink, type LineSink } from '../shared/statsd-client/memory-link.ts';

/** What a collector works with, under its own name. */
export interface ServiceKit {
  readonly statsd: StatsdClient;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Says the service's self-metrics. */
  report(): void;
  close(): Promise<void>;
}

/** What the kits of one process share. */
export interface KitOptions {
  /** Value of the tag `host`. */
  readonly host: string;
  readonly sink: LineSink;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The kit of the service `name`: its metrics go to the server in the same process. */
export function createServiceKit(name: string, { host, sink, clock, logger }: KitOptions): ServiceKit {
  const statsd = createStatsdClient(createMemoryLink(sink), { host });
  const own = createStatsdClient(createMemoryLink(sink), { host, service: name });
  const selfMetrics = createSelfMetrics();
  return {
    statsd,
    selfMetrics,
    clock,
    logger: logger.named(name),
    report() {
      selfMetrics.report(own);
      own.flush();
    },
    async close() {
      selfMetrics.report(own);
      await Promise.all([statsd.close(), own.close()]);
    },
  };
}
