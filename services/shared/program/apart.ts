import { hostTag } from '../config/paths.ts';
import type { Config } from '../config/schema.ts';
import type { Link, LinkOptions } from '../delivery/link.ts';
import { connectServer } from '../delivery/server-connection.ts';
import { type Outcome, success } from '../outcome.ts';
import type { Part } from '../part.ts';
import { registerProcessMetrics } from '../process-metrics.ts';
import { createSelfMetrics } from '../self-metrics.ts';
import type { Surroundings } from './program.ts';
import { startReporting } from './reporting.ts';
import { createServiceKit, type ServiceKit } from './service-kit.ts';

/** The kit of a service that has a process to itself. */
export interface ApartKit<Kind extends Link> {
  readonly kit: ServiceKit;
  readonly link: Kind;
  /** How the link to the server is. */
  linkPart(): Part;
  /** Resolves when the server was reached, or not, for the first time. */
  readonly settled: Promise<void>;
  reconfigure(config: Config): Promise<void>;
  /** Hands on what was said, as far as the server takes it in time. */
  close(): Promise<void>;
}

/** The kit of the service `name`, whose metrics, and those of its process, go to `link.server`; or why there can be no link. */
export async function createApartKit<Kind extends Link>(
  name: string,
  config: Config,
  { clock, logger }: Surroundings,
  openLink: (options: LinkOptions) => Promise<Outcome<Kind>>,
): Promise<Outcome<ApartKit<Kind>>> {
  let current = config;
  const selfMetrics = createSelfMetrics();
  registerProcessMetrics(selfMetrics);
  const own = { clock, logger: logger.named(name) };
  const opened = await openLink({ ...own, name, selfMetrics, maxQueuedBytes: () => current.link.max_queued });
  if (!opened.ok) return opened;
  const link = opened.value;
  const server = connectServer(link.batches, config, own);
  const kit = createServiceKit(name, { host: hostTag(config), link, clock, logger, selfMetrics });
  const reporting = startReporting(clock, config.statsd.flush_interval, kit.report);
  return success({
    kit,
    link,
    linkPart: server.part,
    settled: server.settled,
    async reconfigure(next) {
      current = next;
      server.reconfigure(next);
      await reporting.every(next.statsd.flush_interval);
    },
    async close() {
      await reporting.stop();
      await kit.close();
      server.close();
      await link.close();
    },
  });
}
