import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { retentionOf } from '../../shared/store/retention.ts';
import type { HandOut } from '../files/hand-out.ts';
import type { Consumer } from '../layout.ts';
import type { Given, Run } from '../run.ts';
import type { Action } from './authorizations.ts';
import { bucketSpecs, keepBuckets } from './buckets.ts';
import { keepServiceToken } from './service-token.ts';
import { setUpInfluxdb } from './set-up.ts';
import { waitForInfluxdb } from './wait.ts';

/** What the steps with InfluxDB work with. */
export interface InfluxdbSteps {
  readonly store: Config['store'];
  readonly operatorToken: Given<string>;
  /** Where that token is kept, for messages. */
  readonly operatorTokenFile: string;
  readonly password: Given<string>;
  /** The directory of the master copies. */
  readonly data: string;
  readonly handOut: HandOut;
  readonly dryRun: boolean;
  readonly clock: Clock;
  /** How long to wait for InfluxDB, milliseconds. */
  readonly limit: number;
}

interface Service {
  /** Of its step. */
  readonly title: string;
  readonly consumer: Consumer;
  readonly actions: readonly Action[];
}

/** Who gets a token, and what it may do with the four buckets. Nobody gets the operator's. */
const services: readonly Service[] = [
  { title: 'Token statsd', consumer: 'statsd-server', actions: ['read', 'write'] },
  { title: 'Token web', consumer: 'web', actions: ['read'] },
  { title: 'Token Grafana', consumer: 'grafana', actions: ['read'] },
];

/** The steps with InfluxDB: it answers, is set up, has its buckets, and each service has a token of its own. */
export async function provisionInfluxdb(run: Run, options: InfluxdbSteps): Promise<void> {
  const { store, operatorToken, operatorTokenFile, password, data, handOut, dryRun, clock, limit } = options;
  const { url, org, bucket, timeout } = store.influxdb;

  const answers = await run.step('InfluxDB', [operatorToken, password], (_, say) =>
    waitForInfluxdb({ url, clock, limit: dryRun ? 0 : limit }, say),
  );
  const influxdb = await run.step(
    'InfluxDB set-up',
    [answers, operatorToken, password],
    ([, operatorToken, password]) =>
      setUpInfluxdb({ url, timeout, org, bucket, operatorToken, operatorTokenFile, password, dryRun }),
  );
  const buckets = await run.step('Buckets', [influxdb], ([influxdb]) =>
    keepBuckets(influxdb, bucketSpecs(bucket, retentionOf(store)), dryRun),
  );
  for (const { title, consumer, actions } of services) {
    const rights = (bucketIds: readonly string[]) => ({ description: `Tidegauge: ${consumer}`, actions, bucketIds });
    const token = await run.step(title, [influxdb, buckets], ([influxdb, buckets]) =>
      keepServiceToken({
        influxdb,
        access: { url, timeout },
        rights: rights(buckets),
        data,
        file: `influxdb-token-${consumer}`,
        dryRun,
      }),
    );
    await run.step('  handed out', [token], ([token]) => handOut.step(consumer, new Map([['influxdb-token', token]])));
  }
}
