import type { ContainerInspectInfo } from 'dockerode';
import type { Container } from './container.ts';
import { containerTags } from './container-tags.ts';

const states: readonly string[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** What `GET /containers/{id}/json` answers (Docker Engine API 1.41), as a {@link Container}. */
export function containerOf(info: ContainerInspectInfo): Container {
  const labels = info.Config.Labels ?? {};
  return {
    id: info.Id,
    name: info.Name.replace(/^\//, ''),
    tags: containerTags({ name: info.Name, image: info.Config.Image, imageId: info.Image, labels }),
    labels,
    state: stateOf(info.State),
    pid: info.State.Pid,
    startedAt: startOf(info.State.StartedAt),
    restarts: info.RestartCount,
    hostNetwork: info.HostConfig.NetworkMode === 'host',
    tty: info.Config.Tty,
    logDriver: info.HostConfig.LogConfig?.Type ?? '',
    logPath: info.LogPath,
  };
}

/** Engines that only speak Docker's language (Podman) know further states. */
function stateOf({ Status, Running }: ContainerInspectInfo['State']): Container['state'] {
  if (states.includes(Status)) return Status as Container['state'];
  return Running ? 'running' : 'exited';
}

/** Docker writes the year 1 for a container that never ran. */
function startOf(text: string): number | undefined {
  const time = Date.parse(text);
  return time > 0 ? time : undefined;
}
