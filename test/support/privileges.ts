import type Docker from 'dockerode';
import type { Stack } from './stack.ts';

/** What a container may do to the host, and what it sees of it. */
export interface Privileges {
  readonly user: string;
  readonly capabilities: readonly string[];
  /** Paths of the host, each behind `ro` or `rw`; the project's directory is `.`. Volumes are left out. */
  readonly binds: readonly string[];
  readonly networks: readonly string[];
  /** `address:port/protocol` on the host. */
  readonly published: readonly string[];
}

/** What nothing in the stack may be, in words; empty for a container as it should be. */
export function breachesOf({ HostConfig: host, Config }: Docker.ContainerInspectInfo): string[] {
  const shares = [host.PidMode, host.IpcMode, host.NetworkMode, host.UsernsMode];
  const breaches: Record<string, boolean> = {
    privileged: host.Privileged === true,
    'root file system is writable': host.ReadonlyRootfs !== true,
    'capabilities are not dropped': host.CapDrop?.join() !== 'ALL',
    'new privileges': !host.SecurityOpt?.some((option: string) => option.startsWith('no-new-privileges')),
    'shares a namespace of the host': shares.includes('host'),
    'devices of the host': (host.Devices?.length ?? 0) > 0,
    'memory without a bound': !host.Memory,
    'processes without a bound': !host.PidsLimit,
    'a log without a bound': !host.LogConfig?.Config?.['max-size'],
    'a secret in its environment': (Config.Env ?? []).some(entry => /(PASSWORD|TOKEN|SECRET_KEY|KEY)=./.test(entry)),
  };
  return Object.keys(breaches).filter(name => breaches[name]);
}

/** The rest, which differs from service to service. `project` is its name, `directory` its directory. */
export function privilegesOf(
  { HostConfig, Config, Mounts, NetworkSettings }: Docker.ContainerInspectInfo,
  { project, directory }: Pick<Stack, 'project' | 'directory'>,
): Privileges {
  return {
    user: Config.User,
    capabilities: HostConfig.CapAdd ?? [],
    binds: Mounts.filter(({ Type }) => Type === 'bind')
      .map(({ Source, RW }) => `${RW ? 'rw' : 'ro'} ${Source.replace(directory, '.')}`)
      .sort(),
    networks: Object.keys(NetworkSettings.Networks)
      .map(name => name.replace(`${project}_`, '').replace(`${project}-`, ''))
      .sort(),
    published: Object.entries((HostConfig.PortBindings ?? {}) as Record<string, { HostIp: string }[]>)
      .flatMap(([port, bindings]) => bindings.map(({ HostIp }) => `${HostIp}:${port}`))
      .sort(),
  };
}
