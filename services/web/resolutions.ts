import type { Config } from '../shared/config/schema.ts';
import type { Resolutions } from './step.ts';

/** What the configured store keeps for how long. */
export function resolutionsOf({ statsd, store }: Config): Resolutions {
  const flushInterval = statsd.flush_interval;
  const { keep_raw, keep_1m, keep_10m } = store;
  const kept =
    store.type === 'embedded' || store.influxdb.roll_up
      ? [
          { keep: keep_raw, step: flushInterval },
          { keep: keep_1m, step: 60_000 },
          { keep: keep_10m, step: 600_000 },
        ]
      : [];
  return { flushInterval, kept };
}
