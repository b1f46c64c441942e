import type { ContainerWatcher } from '../shared/engine/engine.ts';
import type { Part } from '../shared/part.ts';

const engineName = 'docker engine';
const containersName = 'containers';

/** Both parts, when the configuration goes without them. */
export const switchedOff: readonly Part[] = [engineName, containersName].map(name => ({
  name,
  state: 'off',
  detail: 'switched off',
  remedy: 'containers.enabled: true',
}));

/** The engine, as its watcher found it. `address` as the configuration has it. */
export function describeEngine(status: ReturnType<ContainerWatcher['status']>, address: string): Part {
  const detail = status.state === 'ok' ? `${status.detail} at ${address}` : status.detail;
  return { ...status, name: engineName, detail };
}

/** The containers, and those of them that cannot be read. `failing`: why, by id. */
export function describeContainers(watcher: ContainerWatcher, failing: ReadonlyMap<string, string>): Part {
  const { state } = watcher.status();
  if (state !== 'ok') return { name: containersName, state, detail: 'only the Docker engine knows them' };
  const all = watcher.containers();
  const running = all.filter(({ pid }) => pid > 0).length;
  const detail = `${running} running of ${all.length}`;
  const [reason] = failing.values();
  if (reason === undefined) return { name: containersName, state: 'ok', detail };
  return {
    name: containersName,
    state: failing.size < running ? 'ok' : 'down',
    detail: `${detail}; without the figures of ${failing.size}: ${reason}`,
    remedy: "run on the engine's own host, with host.proc and containers.cgroup where its /proc and /sys/fs/cgroup lie",
  };
}
