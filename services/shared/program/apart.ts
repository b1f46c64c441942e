import { hostTag } from '../config/paths.ts';
import type { Config } from '../config/schema.ts';
import type { Part } from '../part.ts';
import { registerProcessMetrics } from '../process-metrics.ts';
import { createSelfMetrics } from '../self-metrics.ts';
import { createServerLink } from '../statsd-client/server-link.ts';
import type { Surroundings } from './program.ts';
import { startReporting } from './reporting.ts';
import { createServiceKit, type ServiceKit } from './service-kit.ts';

/** The kit of a service that has a process to itself. */
export interface ApartKit {
  readonly kit: ServiceKit;
  /** How the link to the server is. */
  linkPart(): Part;
  /** Resolves when the server was reached, or not, for the first time. */
  readonly settled: Promise<void>;
  reconfigure(config: Config): Promise<void>;
  /** Hands on what was said, as far as the server takes it in time. */
  close(): Promise<void>;
}

/** The kit of the service `name`, whose metrics, and those of its process, go to `link.server`. */
export function createApartKit(name: string, config: Config, { clock, logger }: Surroundings): ApartKit {
  const selfMetrics = createSelfMetrics();
  registerProcessMetrics(selfMetrics);
  const link = createServerLink(config.link, { clock, logger: logger.named(name), selfMetrics });
  const kit = createServiceKit(name, { host: hostTag(config), link: link.stream, clock, logger, selfMetrics });
  const reporting = startReporting(clock, config.statsd.flush_interval, kit.report);
  return {
    kit,
    linkPart: link.part,
    settled: link.settled,
    async reconfigure(next) {
      link.reconfigure(next.link);
      await reporting.every(next.statsd.flush_interval);
    },
    async close() {
      await reporting.stop();
      await kit.close();
      link.tellLoss();
    },
  };
}
