import type { Event } from '../../../services/shared/event.ts';
import type { Point } from '../../../services/shared/point.ts';
import { type Ask, createReader } from '../../../services/shared/store/influxdb/reader.ts';
import { openInfluxdbStore } from '../../../services/shared/store/influxdb/store.ts';
import { requestWrite } from '../../../services/shared/store/influxdb/write-request.ts';
import { type Influxd, startInfluxd } from '../influxd.ts';
import { createKeepingLogger } from '../keeping-logger.ts';
import type { Policy } from './seed.ts';

/** A real InfluxDB with the buckets of the stack. */
export interface StackInfluxdb {
  readonly ask: Ask;
  /** Writes points by the store's adapter. */
  write(policy: Policy['name'], points: readonly Point[]): Promise<void>;
  writeEvents(events: readonly Event[]): Promise<void>;
  /** Writes line protocol, milliseconds, to the policy `resolutions`. */
  writeResolutions(lines: string[]): Promise<void>;
  stop(): Promise<void>;
}

const database = 'metrics';
/** The bucket that InfluxQL knows as a policy of the database. */
const bucketOf = (policy: string) => (policy === 'autogen' ? database : `${database}/${policy}`);
const mostPoints = 20_000;

/** Starts one; stop it in an `after` hook. */
export async function startStackInfluxdb(): Promise<StackInfluxdb> {
  const influxd: Influxd = await startInfluxd();
  for (const policy of ['autogen', '1m', '10m', 'resolutions']) await influxd.createBucket(bucketOf(policy));
  const connectionTo = (policy: string) => ({
    url: influxd.url,
    org: influxd.org,
    token: influxd.token,
    bucket: bucketOf(policy),
    timeout: 60_000,
  });
  const storeOf = (policy: string) => openInfluxdbStore({ ...connectionTo(policy), logger: createKeepingLogger() });
  const expectTaken = (outcome: { readonly ok: boolean }) => {
    if (!outcome.ok) throw new Error(`InfluxDB did not take what a test wrote: ${JSON.stringify(outcome)}`);
  };
  return {
    ask: createReader(connectionTo('autogen')),
    async write(policy, points) {
      const store = storeOf(policy);
      for (let index = 0; index < points.length; index += mostPoints)
        expectTaken(await store.write(points.slice(index, index + mostPoints)));
    },
    async writeEvents(events) {
      expectTaken(await storeOf('10m').writeEvents(events));
    },
    async writeResolutions(lines) {
      expectTaken(await requestWrite(connectionTo('resolutions'), 'ms', lines));
    },
    stop: influxd.stop,
  };
}
