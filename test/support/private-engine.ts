import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Docker from 'dockerode';
import { docker as machine } from './containers.ts';
import { type Skip, skipUnless } from './requires.ts';
import { until } from './until.ts';

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

/** For tests that kill an engine. */
export function skipWithoutPrivateEngine(): Skip {
  const isThere = (name: string) => (process.env.PATH ?? '').split(':').some(path => existsSync(join(path, name)));
  const missing = ['dockerd', 'containerd', 'unshare'].filter(name => !isThere(name));
  if (missing.length > 0) return skipUnless(false, `there is no ${missing.join(', ')} in the PATH`);
  return skipUnless(process.geteuid?.() === 0, 'only root may start an engine (be root)');
}

/** Starts one. Stop it when the test is over. */
export async function startPrivateEngine({ directory, log, image }: PrivateEngineOptions): Promise<PrivateEngine> {
  // Paths of unix sockets may have 107 bytes.
  const runtime = await mkdtemp('/tmp/tidegauge-engine-');
  const [socket, containerdSocket] = [join(runtime, 'docker.sock'), join(runtime, 'containerd.sock')];
  const [settings, containerdSettings] = [join(runtime, 'daemon.json'), join(runtime, 'containerd.toml')];
  const data = join(directory, 'docker');
  await mkdir(directory);
  await writeFile(settings, JSON.stringify(daemonSettings({ runtime, data, socket, containerdSocket })));
  await writeFile(containerdSettings, containerdToml({ runtime, directory, containerdSocket }));
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' });

  const crashes: string[] = [];
  const run = (...command: string[]) => spawnTold(command, log, what => crashes.push(`the engine: ${what}`));
  const containerd = run('containerd', '--config', containerdSettings);
  let dockerd: Told | undefined;
  let starting: Promise<void> | undefined;
  let ending: Promise<void> | undefined;
  let stopped = false;

  const answer = async () => {
    await ending;
    // An engine without a bridge removes `docker0`, which another one may use: so it has a network of its own.
    if (!dockerd?.runs()) dockerd = run('unshare', '--net', 'dockerd', '--config-file', settings);
    await until(
      () => {
        const ended = [dockerd, containerd].find(told => told && !told.runs());
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
    for (const mounted of mountedBelow([runtime, directory])) spawnSync('umount', ['--lazy', mounted]);
    for (const held of [runtime, directory]) await rm(held, { recursive: true, force: true });
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

interface Paths {
  readonly runtime: string;
  readonly containerdSocket: string;
}

/** Nothing is left to what /etc/docker/daemon.json says, which is the machine's. */
const daemonSettings = ({ runtime, data, socket, containerdSocket }: Paths & { data: string; socket: string }) => ({
  'data-root': data,
  'exec-root': join(runtime, 'docker'),
  pidfile: join(runtime, 'docker.pid'),
  hosts: [`unix://${socket}`],
  containerd: containerdSocket,
  'live-restore': true,
  bridge: 'none',
  iptables: false,
  ip6tables: false,
  'ip-forward': false,
  'ip-masq': false,
  'userland-proxy': false,
});

const containerdToml = ({ runtime, directory, containerdSocket }: Paths & { directory: string }) => `version = 2
root = "${join(directory, 'containerd')}"
state = "${join(runtime, 'containerd')}"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "${containerdSocket}"
`;

/** A process that takes longer to end is killed, milliseconds. */
const longestEnd = 20_000;

/** A process of which an end is told that nobody asked for. */
interface Told {
  readonly name: string;
  runs(): boolean;
  /** Signals it and waits for its end; nothing when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** It ends with this process, but not by the Ctrl-C that this process gets: containers are to be removed first. */
function spawnTold(command: readonly string[], log: string, onCrash: (what: string) => void): Told {
  const output = openSync(log, 'a');
  const child: ChildProcess = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const name = command.find(word => /^(dockerd|containerd)$/.test(word))!;
  const runs = () => child.exitCode === null && child.signalCode === null;
  let asked = false;
  const killIt = () => void child.kill('SIGKILL');
  process.on('exit', killIt);
  child.on('exit', (code, signal) => {
    process.off('exit', killIt);
    if (!asked) onCrash(`${name} ended by itself with ${signal ?? code}`);
  });
  return {
    name,
    runs,
    async end(signal) {
      asked = true;
      if (!runs()) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      const tooLong = setTimeout(killIt, longestEnd);
      await ended;
      clearTimeout(tooLong);
    },
  };
}

/** Ends the containers that the engine could not remove any more: each has a shim, which names containerd's socket, and a cgroup by its id. */
function endShims(runtime: string): void {
  const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const read = (id: string, file: string) => {
    try {
      return readFileSync(join('/proc', id, file), 'latin1');
    } catch {
      return ''; // it has ended
    }
  };
  for (const shim of processes.filter(id => read(id, 'cmdline').includes(`${runtime}/`))) {
    const container = /-id\0(\w+)/.exec(read(shim, 'cmdline'))?.[1];
    const inside = container ? processes.filter(id => read(id, 'cgroup').includes(container)) : [];
    for (const id of [shim, ...inside]) spawnSync('kill', ['-9', id]);
  }
}

/** Mount points below these directories, the innermost first (proc(5), mountinfo: the fifth field). */
function mountedBelow(directories: readonly string[]): readonly string[] {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[4] ?? '');
  return points.filter(point => directories.some(directory => point.startsWith(`${directory}/`))).toReversed();
}
