import type { Config } from '../../shared/config/schema.ts';
import { createEngine } from '../../shared/engine/dockerode-engine.ts';
import type { ContainerWatcher, Engine } from '../../shared/engine/engine.ts';
import { watchContainers } from '../../shared/engine/watch-containers.ts';
import { within } from '../../shared/lifecycle/clock.ts';
import type { Part } from '../../shared/part.ts';
import type { SourceKind } from '../tailer-metrics.ts';
import { type ContainerLogs, type ContainerLogsOptions, createContainerLogs } from './container-logs.ts';

/** The logs of the containers of the engine that the configuration names, if any. */
export interface ContainerWatch {
  /** Watches the engine of this configuration, or none, from now on. Waits a moment for its first answer. */
  reconfigure(config: Config): Promise<void>;
  /** Looks again for logs that were not there yet. */
  retry(): void;
  /** Tells what to go on from. */
  keep(): void;
  count(kind: SourceKind): number;
  /** There is an engine to be asked. */
  wanted(): boolean;
  /** Whether the engine has told of this container. */
  knows(id: string): boolean;
  part(): Part;
  /** Hears no more of containers; the logs of those it knows stay open. */
  stopWatching(): Promise<void>;
  /** Lets go of all logs. */
  release(): void;
}

/** How long the start waits for the engine, milliseconds, so that the first table of parts can tell of it. */
const firstAnswer = 1000;

type Watch = { readonly address: string; readonly watcher: ContainerWatcher; readonly logs: ContainerLogs };

/** Watches nothing yet. `engine`: instead of the one that a configuration names. */
export function createContainerWatch(options: Omit<ContainerLogsOptions, 'engine'>, engine?: Engine): ContainerWatch {
  let watch: Watch | undefined;
  /** Why there is none. */
  let off = '';
  const { clock, logger } = options;

  const start = (address: string): Watch => {
    const asked = engine ?? createEngine({ address, logger });
    const logs = createContainerLogs({ ...options, engine: asked });
    return { address, logs, watcher: watchContainers({ engine: asked, listener: logs.listener, clock, logger }) };
  };
  const stopWatching = async () => watch?.watcher.stop();
  const release = () => {
    watch?.logs.stop();
    watch = undefined;
  };

  return {
    async reconfigure({ logs, containers }) {
      const wanted = logs.enabled && logs.containers ? containers.engine : undefined;
      off = logs.enabled ? 'logs.containers is false' : 'logs.enabled is false';
      if (watch?.address === wanted) return;
      await stopWatching();
      release();
      if (wanted === undefined) return;
      watch = start(wanted);
      await within(clock, firstAnswer, watch.watcher.settled);
    },
    retry: () => watch?.logs.retry(),
    keep: () => watch?.logs.keep(),
    count: kind => watch?.logs.count(kind) ?? 0,
    wanted: () => watch !== undefined,
    knows: id => watch?.logs.knows(id) ?? false,
    part: () => partOf(watch, off),
    stopWatching,
    release,
  };
}

function partOf(watch: Watch | undefined, off: string): Part {
  const name = 'container logs';
  if (!watch) return { name, state: 'off', detail: off };
  const { state, detail, remedy } = watch.watcher.status();
  if (state !== 'ok') return { name, state, detail, ...(remedy === undefined ? {} : { remedy }) };
  const files = watch.logs.count('container');
  const api = watch.logs.count('api');
  const total = files + api === 1 ? '1 container' : `${files + api} containers`;
  const through = api > 0 ? `, ${api} of them through the engine` : '';
  const unreadable = watch.logs.unreadable();
  const without = unreadable > 0 ? `, ${unreadable} more cannot be read` : '';
  return { name, state, detail: `${total}${through}${without}` };
}
