import type { Config } from '../config/schema.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { type Outcome, success } from '../outcome.ts';
import type { MetricStore, StoreAccess } from './metric-store.ts';
import { retentionOf } from './retention.ts';

/** What a store may need, whichever it is. */
export interface OpenStoreOptions {
  readonly config: Pick<Config, 'store'>;
  /** Where what is kept on this machine lies. */
  readonly directory: string;
  /** Writing, and with it what keeps a store up, if left out. */
  readonly access?: StoreAccess;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens the store that `store.type` names. Each is imported only when chosen, because the package of the other one
 * would take memory for nothing.
 */
export async function openStore(options: OpenStoreOptions): Promise<Outcome<MetricStore>> {
  const { config, directory, access = 'write', clock, logger } = options;
  const { type, influxdb, embedded } = config.store;
  const keep = retentionOf(config.store);
  if (type === 'influxdb') {
    const { openInfluxdbStore } = await import('./influxdb/store.ts');
    const { roll_up, ...connection } = influxdb;
    return success(openInfluxdbStore({ ...connection, access, logger, ...(roll_up && { rollUp: { keep, clock } }) }));
  }
  const { openEmbeddedStore } = await import('./embedded/store.ts');
  return openEmbeddedStore({
    directory,
    memoryLimit: embedded.memory_limit,
    keep,
    clock,
    logger,
  });
}
