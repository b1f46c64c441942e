import { openInfluxdbStore } from '../../../../../../services/shared/store/influxdb/store.ts';
import type { PerResolution } from '../../../../../../services/shared/store/resolution.ts';
import { createFakeClock } from '../../../../../support/fake-clock.ts';
import type { Influxd } from '../../../../../support/influxd.ts';
import { createKeepingLogger } from '../../../../../support/keeping-logger.ts';
import { contractTime } from '../../contract.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How long the tests keep points of each resolution. */
export const keep = { raw: 4 * hour, '1m': 2 * day, '10m': 60 * day };

/** Makes the four buckets of a database, and answers the name of the first. */
export async function createRollUpBuckets(server: Influxd): Promise<string> {
  const bucket = await server.createBucket();
  for (const policy of ['1m', '10m', 'resolutions']) await server.createBucket(`${bucket}/${policy}`);
  return bucket;
}

/** How long a stack keeps them by default. */
export const stackKeep = { raw: day, '1m': 7 * day, '10m': 365 * day };

/** What of a store may be another way in a test. */
export interface AgingOptions {
  readonly now?: number;
  readonly access?: 'read' | 'write';
  readonly token?: string;
  readonly url?: string;
  readonly keep?: PerResolution<number>;
}

/** A store with roll-ups, with a clock that stands, unless told otherwise, an hour after the contract's time. */
export function openAging({ url, org, token }: Influxd, bucket: string, options: AgingOptions = {}) {
  const { now = contractTime + hour, keep: kept = keep, ...changes } = options;
  const clock = createFakeClock(now);
  const logger = createKeepingLogger();
  const store = openInfluxdbStore({
    url,
    org,
    token,
    bucket,
    timeout: 10_000,
    rollUp: { keep: kept, clock },
    logger,
    ...changes,
  });
  return {
    store,
    clock,
    logger,
    /** Lets the grace pass, and rolls up all that is due: minutes, and then what they changed. */
    async rollUp() {
      for (let round = 0; round < 2; round += 1) {
        await clock.advance(30_000);
        await store.maintain();
      }
    },
  };
}
