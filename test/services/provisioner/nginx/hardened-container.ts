import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { type Afterwards, docker } from '../../../support/containers.ts';

/** A container as the stack runs it: no capability, nothing to write to but /tmp. */
export interface HardenedOptions {
  readonly image: string;
  readonly command: readonly string[];
  readonly user: string;
  /** Ports that are published on a free port of the loopback. */
  readonly ports?: readonly number[];
  readonly binds?: readonly string[];
  readonly network?: string;
  readonly alias?: string;
  readonly environment?: readonly string[];
}

/** One that runs. */
export interface HardenedContainer {
  readonly container: Docker.Container;
  /** The published port of the host. */
  port(inside: number): number;
  /** All that it wrote so far. */
  output(): Promise<string>;
  remove(): Promise<void>;
}

/** nginx with a configuration in the directory that is mounted as /etc/tidegauge. */
export const nginxCommand = ['nginx', '-e', 'stderr', '-c', '/etc/tidegauge/nginx.conf', '-g', 'daemon off;'];

/** Runs it, and removes it after the test. */
export async function runHardened(options: HardenedOptions, test: Afterwards): Promise<HardenedContainer> {
  const { image, command, user, ports = [], binds = [], network, alias, environment = [] } = options;
  const published = ports.map(port => `${port}/tcp`);
  const container = await docker.createContainer({
    name: `tidegauge-test-${randomBytes(4).toString('hex')}`,
    Image: image,
    Cmd: [...command],
    User: user,
    Env: [...environment],
    Labels: { 'tidegauge-test': 'container' },
    ExposedPorts: Object.fromEntries(published.map(port => [port, {}])),
    HostConfig: {
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Tmpfs: { '/tmp': 'mode=1777' },
      Binds: [...binds],
      PortBindings: Object.fromEntries(published.map(port => [port, [{ HostIp: '127.0.0.1', HostPort: '' }]])),
      ...(network && { NetworkMode: network }),
    },
    ...(network && alias && { NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [alias] } } } }),
  });
  let removed = false;
  const remove = async () => {
    if (removed) return;
    removed = true;
    await container.remove({ force: true, v: true });
  };
  test.after(remove);
  await container.start();
  const { NetworkSettings } = await container.inspect();
  return {
    container,
    port: inside => Number(NetworkSettings.Ports[`${inside}/tcp`]?.[0]?.HostPort),
    output: async () => (await container.logs({ stdout: true, stderr: true })).toString('latin1'),
    remove,
  };
}

/** A network on which containers find each other by their aliases; removed after the test, with those that are on it. */
export async function createNetwork(test: Afterwards): Promise<string> {
  const name = `tidegauge-test-${randomBytes(4).toString('hex')}`;
  const network = await docker.createNetwork({ Name: name, Labels: { 'tidegauge-test': 'network' } });
  test.after(async () => {
    // What is to be done after a test is done in the order it was said, so its containers are still there.
    const { Containers = {} } = await network.inspect();
    for (const id of Object.keys(Containers)) await network.disconnect({ Container: id, Force: true });
    await network.remove();
  });
  return name;
}
