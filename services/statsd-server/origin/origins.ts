import type { Config } from '../../shared/config/schema.ts';
import { createEngine as createDockerEngine } from '../../shared/engine/dockerode-engine.ts';
import type { ContainerWatcher, Engine } from '../../shared/engine/engine.ts';
import { watchContainers } from '../../shared/engine/watch-containers.ts';
import { type Clock, within } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Tags } from '../../shared/metric.ts';
import type { Part } from '../../shared/part.ts';
import { containerIdOf } from './container-id.ts';
import { createKnownContainers, type KnownContainers } from './known-containers.ts';
import { createStrangers } from './strangers.ts';

/** What origins are found with. */
export interface OriginsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Dockerode by default. */
  readonly createEngine?: (address: string) => Engine;
}

/** From which container a line came. */
export interface Origins {
  /** Begins, changes or ends the watch over the engine's containers, as `statsd.origin` and `containers.engine` say. */
  apply(config: Config): Promise<void>;
  /**
   * The tags of the container that a DogStatsD origin (`|c:`) names: none where there will never be any, undefined while
   * the engine may still tell.
   */
  tagsOf(origin: string): Tags | undefined;
  parts(): readonly Part[];
  close(): Promise<void>;
}

/** How long {@link Origins.apply} waits for the engine, in milliseconds: what comes first should have its tags already. */
const firstAnswer = 1000;

const noTags: Tags = {};

/** Watches nothing before the first {@link Origins.apply}. */
export function createOrigins(options: OriginsOptions): Origins {
  const { clock, logger } = options;
  const createEngine = options.createEngine ?? (address => createDockerEngine({ address, logger }));
  const strangers = createStrangers();
  let watch: { address: string; known: KnownContainers; watcher: ContainerWatcher } | undefined;

  async function close(): Promise<void> {
    const previous = watch;
    watch = undefined;
    await previous?.watcher.stop();
  }

  return {
    async apply({ statsd: { origin }, containers: { engine: address } }) {
      if (origin === 'container' && address === watch?.address) return;
      await close();
      if (origin !== 'container') return;
      const known = createKnownContainers();
      const watcher = watchContainers({ engine: createEngine(address), listener: known.listener, clock, logger });
      watch = { address, known, watcher };
      await within(clock, firstAnswer, watcher.settled);
    },
    tagsOf(origin) {
      const id = containerIdOf(origin);
      if (id === undefined || !watch) return noTags;
      const tags = watch.known.tagsOf(id);
      if (tags || watch.watcher.status().state !== 'ok') return tags;
      return strangers.isOne(id, clock.now()) ? noTags : undefined;
    },
    parts: () => (watch ? [describe(watch.watcher.status(), watch.address)] : []),
    close,
  };
}

/** Wanted by the configuration, so without an engine it is down, not off. */
function describe({ state, detail, remedy }: ReturnType<ContainerWatcher['status']>, address: string): Part {
  const name = 'StatsD origin';
  if (state === 'ok') return { name, state, detail: `containers of the Docker engine at ${address}` };
  return {
    name,
    state: 'down',
    detail,
    remedy: `${remedy ?? `see that the Docker engine answers at ${address} (containers.engine)`}; or set statsd.origin to ignore`,
  };
}
