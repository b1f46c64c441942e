import { hostTag } from '../shared/config/paths.ts';
import type { Config } from '../shared/config/schema.ts';
import type { BatchTaker } from '../shared/delivery/batch.ts';
import { carryDirectly } from '../shared/delivery/direct-carrier.ts';
import type { Link, LinkOptions } from '../shared/delivery/link.ts';
import type { Surroundings } from '../shared/program/program.ts';
import { createServiceKit, type ServiceKit } from '../shared/program/service-kit.ts';
import { createSelfMetrics } from '../shared/self-metrics.ts';

/** The kit of a service that has the server in its own process. */
export interface DirectKit<Kind extends Link> extends ServiceKit {
  readonly link: Kind;
}

/** What kits of one process share. */
export interface DirectKitOptions extends Surroundings {
  /** As it is now. */
  readonly config: () => Config;
  readonly taker: BatchTaker;
}

/** What the link of the service `name` works with. */
export const linkOptionsOf = (name: string, { config, clock, logger }: DirectKitOptions): LinkOptions => ({
  name,
  clock,
  logger: logger.named(name),
  selfMetrics: createSelfMetrics(),
  maxQueuedBytes: () => config().link.max_queued,
});

/** The kit of a service, whose batches the server takes over this link, which was made with these options. */
export function createDirectKit<Kind extends Link>(
  link: Kind,
  { name, selfMetrics }: LinkOptions,
  { config, taker, clock, logger }: DirectKitOptions,
): DirectKit<Kind> {
  const carrier = carryDirectly(link.batches, taker);
  const kit = createServiceKit(name, { host: hostTag(config()), link, clock, logger, selfMetrics });
  return {
    ...kit,
    link,
    async close() {
      await kit.close();
      carrier.close();
      await link.close();
    },
  };
}
