import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { docker } from './containers.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** What a command printed, on both outputs, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** The real stack on the real engine, less Grafana, in a project directory, on ports and in a network of its own. */
export interface Stack {
  readonly directory: string;
  /** The name of the project. */
  readonly project: string;
  /** The network that applications join. */
  readonly network: string;
  readonly statsdPort: number;
  /** The address of InfluxDB, by way of a relay that only tests have. */
  readonly storeUrl: string;
  /** The address of the front. */
  readonly url: string;
  /** Runs `docker compose …` in the project. */
  compose(...command: readonly string[]): Promise<Ran>;
  /** Runs a command in the container of a service, with `input` as its standard input. */
  exec(service: string, command: readonly string[], input?: string): Promise<Ran>;
  /** `docker compose up -d`, and the wait until every service is healthy. */
  up(): Promise<void>;
  /** Writes tidegauge.yaml anew, by renaming, as many an editor does. */
  configure(keys: Readonly<Record<string, object | string>>): Promise<void>;
  /** The container of a service as the engine describes it; rejects when there is none. */
  inspect(service: string): Promise<Awaited<ReturnType<ReturnType<typeof docker.getContainer>['inspect']>>>;
  /** What a file of a volume holds. */
  readVolume(volume: string, path: string): Promise<string>;
  /** Removes a directory of a volume. */
  removeFromVolume(volume: string, path: string): Promise<void>;
  /** Removes everything of it. */
  remove(): Promise<void>;
}

/** The services that stay, which all have a health check. */
export const stackServices = [
  ...['container-collector', 'front', 'gateway', 'host-collector'],
  ...['influxdb', 'log-tailer', 'statsd-server', 'web'],
];

/** Passes connections on to InfluxDB. */
const relay = `
  const { connect, createServer } = require('node:net');
  createServer(from => {
    const to = connect(8086, 'influxdb');
    from.pipe(to).pipe(from);
    for (const [one, other] of [[from, to], [to, from]]) one.on('error', () => other.destroy());
  }).listen(8086);`;

/** What is other than for a user: there is no Grafana, and health is looked at more often. */
const testServices = (storePort: number) => ({
  ...Object.fromEntries(stackServices.map(service => [service, { healthcheck: { interval: '3s' } }])),
  grafana: { profiles: ['not-in-tests'] },
  // Nothing of the store is published, and the host is not in its network.
  'store-relay': {
    image: 'node:24-bookworm-slim',
    command: ['node', '-e', relay],
    // Or a stop would take ten seconds: node as the first process does not end by SIGTERM.
    init: true,
    networks: ['store', 'edge'],
    ports: [`127.0.0.1:${storePort}:8086`],
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What a checkout has that the stack is made of. */
const ingredients = ['compose.yaml', 'compose', '.dockerignore', '.npmrc', 'package.json', 'package-lock.json'];
const sources = ['services', 'dashboards', 'tools'];

function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
  input = '',
): Promise<Ran> {
  return new Promise(resolve => {
    const child = execFile(command, args, { ...options, maxBuffer: 64e6 }, (error, stdout, stderr) =>
      resolve({ code: error ? (child.exitCode ?? 1) : 0, output: stdout + stderr }),
    );
    // Whoever does not read it ends before it is all written.
    child.stdin?.on('error', () => {}).end(input);
  });
}

/** Lays out a project directory and builds the image; nothing runs yet. `env` holds what a user would write into .env. */
export async function createStack(env: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const directory = await mkdtemp(join(tmpdir(), 'tidegauge-stack-'));
  await chmod(directory, 0o755);
  for (const name of [...ingredients, ...sources])
    await cp(join(root, name), join(directory, name), { recursive: true });
  const project = basename(directory).toLowerCase();
  const network = `${project}-applications`;
  const [httpPort, statsdPort, storePort] = [await freePort(), await freePort(), await freePort()];
  const settings = {
    HTTP_PORT: `${httpPort}`,
    STATSD_PORT: `${statsdPort}`,
    STATSD_NETWORK: network,
    ...env,
  };
  await writeFile(
    join(directory, '.env'),
    Object.entries({ COMPOSE_PROJECT_NAME: project, COMPOSE_FILE: 'compose.yaml:tests.yaml', ...settings })
      .map(entry => `${entry.join('=')}\n`)
      .join(''),
  );
  await writeFile(join(directory, 'tests.yaml'), stringify({ services: testServices(storePort) }));

  const { PATH, HOME } = process.env;
  const runDocker = (args: readonly string[], input?: string) =>
    run('docker', args, { cwd: directory, env: { PATH, HOME } }, input);
  const compose: Stack['compose'] = (...command) => runDocker(['compose', ...command]);
  const exec: Stack['exec'] = (service, command, input) =>
    runDocker(['compose', 'exec', '-T', service, ...command], input);
  const built = await compose('build');
  if (built.code !== 0) {
    await rm(directory, { recursive: true, force: true });
    throw new Error(built.output);
  }
  const containerOf = async (service: string) => {
    const label = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
    const [found] = await docker.listContainers({ all: true, filters: { label } });
    if (!found) throw new Error(`there is no container of ${service}`);
    return docker.getContainer(found.Id);
  };

  const inVolume = async (mount: string, command: readonly string[]) => {
    const image = 'node:24-bookworm-slim';
    const { code, output } = await runDocker(['run', '--rm', '-v', `${project}_${mount}`, image, ...command]);
    if (code !== 0) throw new Error(output);
    return output;
  };

  const states = async () => {
    const inspected = await Promise.all(stackServices.map(async service => (await containerOf(service)).inspect()));
    return inspected.map(({ State }) => State.Health?.Status ?? State.Status);
  };

  return {
    directory,
    project,
    network,
    statsdPort,
    storeUrl: `http://127.0.0.1:${storePort}`,
    url: `http://127.0.0.1:${httpPort}`,
    compose,
    exec,
    async configure(keys) {
      await writeFile(join(directory, 'new.yaml'), stringify(keys));
      await rename(join(directory, 'new.yaml'), join(directory, 'tidegauge.yaml'));
    },
    inspect: async service => (await containerOf(service)).inspect(),
    async up() {
      const { code, output } = await compose('up', '-d');
      if (code !== 0) throw new Error(output);
      const allHealthy = async () => (await states()).every(state => state === 'healthy');
      await until(allHealthy, 'health of every service', 120).catch(async error => {
        throw new Error(`${error.message}: ${await states()}\n${(await compose('logs', '--tail', '20')).output}`);
      });
    },
    async readVolume(volume, path) {
      return (await inVolume(`${volume}:/volume:ro`, ['cat', `/volume/${path}`])).trim();
    },
    async removeFromVolume(volume, path) {
      // It fails when there is no such directory.
      await inVolume(`${volume}:/volume`, ['rm', '-r', `/volume/${path}`]);
    },
    async remove() {
      await compose('down', '-v', '--remove-orphans', '-t', '2');
      await runDocker(['image', 'rm', `${project}:local`]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
