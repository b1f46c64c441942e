import type { Target } from './target.ts';

/** A TCP port that the configuration wants, and its key. */
export interface Listener {
  readonly path: readonly [string, ...string[]];
  readonly host: string;
  readonly port: number;
}

/** The parts of a configuration that say what listens. */
interface Listening {
  readonly statsd: Address & {
    readonly tcp: boolean;
    readonly repeat: readonly Target[];
    readonly management: Switched;
    readonly prometheus: Switched;
    readonly running: Switched;
  };
  readonly web: Switched;
  readonly logs: { readonly inspection: Switched };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

interface Switched extends Address {
  readonly enabled: boolean;
}

const everyAddress = /^(0\.0\.0\.0|::)$/;

/** Names of one address are one. */
const plain = (host: string) => (host === 'localhost' ? '127.0.0.1' : host);

/** Whether two listeners cannot both have their TCP port; port 0 becomes one of its own for each. */
const collide = (a: Address, b: Address) =>
  a.port !== 0 &&
  a.port === b.port &&
  (plain(a.host) === plain(b.host) || everyAddress.test(a.host) || everyAddress.test(b.host));

/** What listens on TCP by this configuration. */
function tcpListeners({ statsd, web, logs }: Listening): Listener[] {
  const listeners: [boolean, Listener['path'], Address][] = [
    [statsd.tcp, ['statsd', 'port'], statsd],
    [web.enabled, ['web', 'port'], web],
    [statsd.management.enabled, ['statsd', 'management', 'port'], statsd.management],
    [statsd.prometheus.enabled, ['statsd', 'prometheus', 'port'], statsd.prometheus],
    [statsd.running.enabled, ['statsd', 'running', 'port'], statsd.running],
    [logs.inspection.enabled, ['logs', 'inspection', 'port'], logs.inspection],
  ];
  return listeners.flatMap(([on, path, { host, port }]) => (on ? { path, host, port } : []));
}

/** A key whose value does not go with that of another, and what it must be. */
export interface Collision {
  readonly path: readonly (string | number)[];
  readonly error: string;
}

/** Listeners that want a port which one before them has, and targets to which the server would repeat its own lines for ever. */
export function collisions(config: Listening): Collision[] {
  const listeners = tcpListeners(config);
  const ports = listeners.flatMap((listener, index) => {
    const first = listeners.slice(0, index).find(other => collide(other, listener));
    return first ? { path: listener.path, error: `another one than ${first.path.join('.')}` } : [];
  });
  const { statsd } = config;
  const loops = statsd.repeat.flatMap((target, index) =>
    target.port === statsd.port && isHere(target.host, statsd.host)
      ? {
          path: ['statsd', 'repeat', index],
          error: 'another server than this one, which would get its own lines for ever',
        }
      : [],
  );
  return [...ports, ...loops];
}

/** As far as a configuration can tell: an address that every machine has for itself, or the one that is listened on. */
const isHere = (host: string, listening: string) =>
  plain(host) === plain(listening) ||
  (everyAddress.test(listening) && /^(127\.\d+\.\d+\.\d+|localhost|::1|0\.0\.0\.0|::)$/.test(host));
