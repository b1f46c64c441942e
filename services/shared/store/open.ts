import type { Config } from '../config/schema.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { type Outcome, success } from '../outcome.ts';
import type { MetricStore } from './metric-store.ts';

/** What a store may need, whichever it is. */
export interface OpenStoreOptions {
  readonly config: Pick<Config, 'store'>;
  /** Where what is kept on this machine lies. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens the store that `store.type` names. Each is imported only when chosen, because the package of the other one
 * would take memory for nothing.
 */
export async function openStore({ config, directory, clock, logger }: OpenStoreOptions): Promise<Outcome<MetricStore>> {
  const { type, influxdb, embedded } = config.store;
  if (type === 'influxdb') {
    const { openInfluxdbStore } = await import('./influxdb/store.ts');
    const { readToken } = await import('./influxdb/token.ts');
    const token = await readToken(influxdb);
    if (!token.ok) return token;
    const { url, org, bucket, timeout } = influxdb;
    return success(openInfluxdbStore({ url, org, bucket, timeout, token: token.value, logger }));
  }
  const { openEmbeddedStore } = await import('./embedded/store.ts');
  return openEmbeddedStore({
    directory,
    memoryLimit: embedded.memory_limit,
    keep: { raw: embedded.keep_raw, minute: embedded.keep_1m, tenMinutes: embedded.keep_10m },
    clock,
    logger,
  });
}
