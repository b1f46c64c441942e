import { join } from 'node:path';

/** Where an engine has its things. */
export interface EnginePaths {
  /** For sockets, pids and mounts. */
  readonly runtime: string;
  /** Of dockerd, and of containerd: what they hold. */
  readonly data: string;
  readonly containerdData: string;
  /** The unix sockets at which dockerd and containerd answer. */
  readonly socket: string;
  readonly containerdSocket: string;
}

/** What a `daemon.json` holds: nothing is left to what /etc/docker/daemon.json says, which is the machine's. */
export const daemonSettings = ({ runtime, data, socket, containerdSocket }: EnginePaths) => ({
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

/** What a `config.toml` of containerd holds. */
export const containerdToml = ({ runtime, containerdData, containerdSocket }: EnginePaths) => `version = 2
root = "${containerdData}"
state = "${join(runtime, 'containerd')}"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "${containerdSocket}"
`;
