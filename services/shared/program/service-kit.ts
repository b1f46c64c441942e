import type { Link } from '../delivery/link.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { createSelfMetrics, type SelfMetrics } from '../self-metrics.ts';
import { createStatsdClient, type StatsdClient } from '../statsd-client/client.ts';

/** What a service works with, under its own name. */
export interface ServiceKit {
  readonly statsd: StatsdClient;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Says the service's self-metrics. */
  report(): void;
  /** Says them once more, and ends the link. */
  close(): Promise<void>;
}

/** What a kit is made of. */
export interface KitOptions {
  /** Value of the tag `host`. */
  readonly host: string;
  /** The way to the server. While it is congested nothing is said: what is counted goes on adding up. */
  readonly link: Pick<Link, 'stream' | 'congestion'>;
  readonly clock: Clock;
  /** That of the process. */
  readonly logger: Logger;
  /** An empty set by default. */
  readonly selfMetrics?: SelfMetrics;
}

/** The kit of the service `name`. */
export function createServiceKit(
  name: string,
  { host, link, clock, logger, selfMetrics = createSelfMetrics() }: KitOptions,
): ServiceKit {
  const statsd = createStatsdClient(link.stream, { host });
  const own: Pick<StatsdClient, 'count' | 'gauge'> = {
    count: (metric, value, tags) => statsd.count(metric, value, { service: name, ...tags }),
    gauge: (metric, value, tags) => statsd.gauge(metric, value, { service: name, ...tags }),
  };
  const report = () => {
    if (link.congestion() !== undefined) return;
    selfMetrics.report(own);
    statsd.flush();
  };
  return {
    statsd,
    selfMetrics,
    clock,
    logger: logger.named(name),
    report,
    close() {
      report();
      return statsd.close();
    },
  };
}
