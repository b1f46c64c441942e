import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../shared/config/schema.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import { checkConfiguration } from './configuration.ts';
import { createHandOut } from './files/hand-out.ts';
import { handOutGrafanaFiles } from './grafana/files.ts';
import { provisionInfluxdb } from './influxdb/provision.ts';
import { layoutBelow, standardConfig } from './layout.ts';
import { handOutFront, handOutGateway } from './nginx-files.ts';
import { createRun } from './run.ts';
import { keepDataDirectory, keepSecret } from './secrets/keep.ts';
import type { SecretName } from './secrets/secret.ts';
import { readTls } from './tls/certificate.ts';

/** What a run of the provisioner works with. */
export interface ProvisionOptions {
  readonly config: Config;
  /** The file that the configuration was read from, where its relative paths start; undefined: there is none. */
  readonly configPath: string | undefined;
  /** Where the volumes are mounted. */
  readonly root: string;
  readonly dryRun: boolean;
  readonly clock: Clock;
  /** Takes the lines of the progress. */
  readonly print: (line: string) => void;
  /** Directory with Grafana's dashboards; the image's own by default. */
  readonly dashboards?: string;
  /** How long to wait for InfluxDB, milliseconds; two minutes by default. */
  readonly limit?: number;
}

const ownDashboards = fileURLToPath(new URL('../../dashboards/grafana/json', import.meta.url));

/**
 * Sets the stack up, step by step; each finds out itself what there is to do, so that a run may begin where another was
 * killed. What needs no InfluxDB comes first, since that may keep it waiting. Answers what failed, a message each.
 */
export async function provision(options: ProvisionOptions): Promise<readonly string[]> {
  const { config, configPath, root, dryRun, clock, print, dashboards = ownDashboards, limit = 120_000 } = options;
  const layout = layoutBelow(root);
  const handOut = createHandOut({ layout, dryRun, own: process.getuid?.() === 0 });
  const run = createRun(print);
  const { url, bucket: database } = config.store.influxdb;

  await run.step('Configuration', [], () => checkConfiguration(configPath));
  const data = await run.step('Secrets', [], () => keepDataDirectory(layout.data, dryRun));
  const secret = (title: string, name: SecretName) =>
    run.step(title, [data], ([directory]) => keepSecret(directory, name, dryRun));
  const operatorToken = await secret('InfluxDB token', 'influxdb-operator-token');
  const influxdbPassword = await secret('InfluxDB password', 'influxdb-password');
  const adminPassword = await secret('Grafana password', 'grafana-admin-password');
  const secretKey = await secret('Grafana key', 'grafana-secret-key');
  const apiToken = await secret('API token', 'api-token');

  await run.step('Gateway files', [], () => handOutGateway(handOut));
  const tls = await run.step('TLS', [], () =>
    readTls({ ...config.front, directory: dirname(configPath ?? standardConfig), now: clock.now() }),
  );
  await run.step('Front files', [apiToken, tls], ([apiToken, tls]) =>
    handOutFront(handOut, { url: new URL(config.front.url).origin, apiToken, tls }),
  );
  await run.step('Grafana secrets', [adminPassword, secretKey], ([adminPassword, secretKey]) =>
    handOut.step(
      'grafana',
      new Map([
        ['admin-password', adminPassword],
        ['secret-key', secretKey],
      ]),
    ),
  );
  await run.step('Grafana files', [], () =>
    handOutGrafanaFiles(handOut, dashboards, { url, database, flushInterval: config.statsd.flush_interval }),
  );
  await provisionInfluxdb(run, {
    store: config.store,
    operatorToken,
    operatorTokenFile: join(layout.data, 'influxdb-operator-token'),
    password: influxdbPassword,
    data: layout.data,
    handOut,
    dryRun,
    clock,
    limit,
  });
  return run.failures();
}
