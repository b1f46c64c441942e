import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** In CI everything must be there: a test that cannot run fails instead of being skipped. */
const skippable = process.env.CI === undefined || process.env.CI === 'false';

const answers = (path: string) =>
  new Promise<boolean>(resolve => {
    const socket = connect(path);
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

/** Why a test cannot run here, for the `skip` option of a test; false when it can. */
export type Skip = string | false;

const skipUnless = (there: boolean, reason: string): Skip => (there || !skippable ? false : reason);

/** The socket of the Docker engine that the tests use. */
export const engineSocket = '/var/run/docker.sock';

/** For tests that need a Docker engine. */
export const skipWithoutEngine = async () =>
  skipUnless(await answers(engineSocket), `no Docker engine answers at ${engineSocket}`);

/** For tests that kill an engine: it is one of their own. */
export function skipWithoutPrivateEngine(): Skip {
  const isThere = (name: string) => (process.env.PATH ?? '').split(':').some(path => existsSync(join(path, name)));
  const missing = ['dockerd', 'containerd', 'unshare'].filter(name => !isThere(name));
  if (missing.length > 0) return skipUnless(false, `there is no ${missing.join(', ')} in the PATH`);
  return skipUnless(process.geteuid?.() === 0, 'only root may start an engine (be root)');
}

/** The public images that the stack is made of; they are not pulled by tests. */
const stackImages = ['node:24-bookworm-slim', 'nginx:1.28', 'influxdb:2.9'];

/** For tests that need an engine, Compose, and the images of the stack. */
export async function skipWithoutStack(): Promise<Skip> {
  const without = await skipWithoutEngine();
  if (without) return without;
  const succeeds = (...command: string[]) => spawnSync('docker', command, { stdio: 'ignore' }).status === 0;
  if (!succeeds('compose', 'version')) return skipUnless(false, 'there is no `docker compose`');
  const missing = stackImages.filter(image => !succeeds('image', 'inspect', image));
  return skipUnless(missing.length === 0, `the engine has no image ${missing.join(', ')}`);
}

/** Where Debian and others put Chromium; TIDEGAUGE_TEST_CHROMIUM overrides. */
export const chromium = process.env.TIDEGAUGE_TEST_CHROMIUM ?? '/usr/bin/chromium';

/** For tests that need a browser. */
export const skipWithoutChromium = () =>
  skipUnless(existsSync(chromium), `no Chromium at ${chromium} (set TIDEGAUGE_TEST_CHROMIUM to one)`);

/** The influxd 2 binary that the tests start; unset: `influxd` of the PATH. */
export const influxd =
  process.env.TIDEGAUGE_TEST_INFLUXD ??
  (process.env.PATH ?? '')
    .split(':')
    .map(directory => `${directory}/influxd`)
    .find(path => existsSync(path)) ??
  'influxd';

/** For tests that need an InfluxDB 2 server. */
export const skipWithoutInfluxd = () =>
  skipUnless(existsSync(influxd), 'no influxd 2 in the PATH (set TIDEGAUGE_TEST_INFLUXD to one)');

/** For tests that need files of several users. */
export const skipWithoutRoot = () => skipUnless(process.geteuid?.() === 0, 'only root may give files away (be root)');

/** For tests that need a small disk of their own. */
export function skipWithoutMount(): Skip {
  const mounts = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tidegauge-test', '/mnt'], {
    stdio: 'ignore',
  });
  return skipUnless(mounts.status === 0, 'a file system cannot be mounted (be root)');
}

/** Where test/fixtures/statsd-clients/install put the clients of other languages; TIDEGAUGE_TEST_STATSD_CLIENTS overrides. */
export const statsdClients =
  process.env.TIDEGAUGE_TEST_STATSD_CLIENTS ??
  `${process.env.XDG_CACHE_HOME ?? `${homedir()}/.cache`}/tidegauge-test/statsd-clients`;

const skipWithoutClients = (path: string, language: string) =>
  skipUnless(
    existsSync(`${statsdClients}/${path}`),
    `no StatsD clients of ${language} (run test/fixtures/statsd-clients/install)`,
  );

/** For tests that send with StatsD clients of Python. */
export const skipWithoutPythonClients = () => skipWithoutClients('venv/bin/python', 'Python');

/** For tests that send with StatsD clients of Go. */
export const skipWithoutGoClients = () => skipWithoutClients('statsd-clients', 'Go');
