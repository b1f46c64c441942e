import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Docker from 'dockerode';
import { docker as machine } from '../containers.ts';
import { until } from '../until.ts';
import { endShims, unmountBelow } from './remains.ts';
import { containerdToml, daemonSettings, type EnginePaths } from './settings.ts';
import { spawnWatched, type WatchedProcess } from './watched-process.ts';

/** A Docker engine of a test's own, which may be killed: its containers run on meanwhile. They have no network. */
export interface PrivateEngine {
  readonly socket: string;
  readonly docker: Docker;
  /** Where each container has a directory, with its log in it. */
  readonly containers: string;
  /** Ends dockerd alone; its containerd and the containers stay. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again after {@link kill}; resolves when it answers. */
  restart(): Promise<void>;
  /** Ends of its processes that nobody asked for. */
  crashes(): readonly string[];
  /** Removes its containers, ends its processes and removes what it held. */
  stop(): Promise<void>;
}

/** What it is made of. */
export interface PrivateEngineOptions {
  /** For what it holds; it must not be there yet. */
  readonly directory: string;
  /** Everything that its processes print is appended there. */
  readonly log: string;
  /** What it takes over of the machine's engine: nothing is pulled. */
  readonly image: string;
}

/** Starts one. Stop it when the test is over. */
export async function startPrivateEngine({ directory, log, image }: PrivateEngineOptions): Promise<PrivateEngine> {
  // Paths of unix sockets may have 107 bytes.
  const runtime = await mkdtemp('/tmp/tidegauge-engine-');
  const paths: EnginePaths = {
    runtime,
    data: join(directory, 'docker'),
    containerdData: join(directory, 'containerd'),
    socket: join(runtime, 'docker.sock'),
    containerdSocket: join(runtime, 'containerd.sock'),
  };
  const { data, socket, containerdSocket } = paths;
  const [settings, containerdSettings] = [join(runtime, 'daemon.json'), join(runtime, 'containerd.toml')];
  await mkdir(directory);
  await writeFile(settings, JSON.stringify(daemonSettings(paths)));
  await writeFile(containerdSettings, containerdToml(paths));
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' });

  const crashes: string[] = [];
  const onCrash = (what: string) => void crashes.push(`the engine: ${what}`);
  const run = (name: string, ...command: string[]) => spawnWatched({ name, command, log, onCrash });
  const containerd = run('containerd', 'containerd', '--config', containerdSettings);
  let dockerd: WatchedProcess | undefined;
  let starting: Promise<void> | undefined;
  let ending: Promise<void> | undefined;
  let stopped = false;

  const answer = async () => {
    await ending;
    // An engine without a bridge removes `docker0`, which another one may use: so it has a network of its own.
    if (!dockerd?.runs()) dockerd = run('dockerd', 'unshare', '--net', 'dockerd', '--config-file', settings);
    await until(
      () => {
        const ended = [dockerd, containerd].find(daemon => daemon && !daemon.runs());
        if (ended) throw new Error(`${ended.name} did not start: see ${log}`);
        return docker.ping().then(
          () => true,
          () => false,
        );
      },
      'an answer of the engine',
      60,
    );
  };
  const start = () => {
    starting ??= answer().finally(() => {
      starting = undefined;
    });
    return starting;
  };
  const end = async () => {
    await dockerd?.end('SIGTERM');
    await containerd.end('SIGTERM');
    endShims(runtime);
    for (const held of [runtime, directory]) {
      unmountBelow(held);
      await rm(held, { recursive: true, force: true });
    }
  };

  try {
    await until(() => existsSync(containerdSocket) || !containerd.runs(), 'the socket of containerd', 60);
    await start();
    const loading = await docker.loadImage(await machine.getImage(image).get());
    await once(loading.resume(), 'end');
  } catch (error) {
    await end();
    throw error;
  }

  return {
    socket,
    docker,
    containers: join(data, 'containers'),
    async kill(signal) {
      ending = dockerd?.end(signal);
      dockerd = undefined;
      await ending;
    },
    async restart() {
      if (!stopped) await start();
    },
    crashes: () => crashes,
    async stop() {
      stopped = true;
      try {
        // It may be down just now.
        await start();
        const containers = await docker.listContainers({ all: true });
        await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
      } finally {
        await end();
      }
    },
  };
}
