import { totalmem } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../shared/config/schema.ts';
import { createEngine } from '../shared/engine/dockerode-engine.ts';
import type { ContainerWatcher, Engine } from '../shared/engine/engine.ts';
import { watchContainers } from '../shared/engine/watch-containers.ts';
import { type Clock, delay } from '../shared/lifecycle/clock.ts';
import { startSampling } from '../shared/lifecycle/sampling.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { Part } from '../shared/part.ts';
import type { SelfCounter, SelfMetrics } from '../shared/self-metrics.ts';
import type { StatsdClient } from '../shared/statsd-client/client.ts';
import { createEventTeller } from './events/teller.ts';
import { describeContainers, describeEngine, switchedOff } from './parts.ts';
import { createRound } from './round.ts';

/** What the container-collector works with. `statsd` stays the caller's to close. */
export interface ContainerCollectorOptions {
  readonly statsd: StatsdClient;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Instead of the one that the configuration names. */
  readonly engine?: Engine;
}

/** How long the start waits for the engine, in milliseconds, so that the first table of parts can tell of it. */
const firstAnswer = 1000;

/** Says how the containers are, shortly before each flush, and what happens to them, at once: engine and control groups → StatsD. */
export async function startContainerCollector(config: Config, options: ContainerCollectorOptions): Promise<Service> {
  const { clock, selfMetrics } = options;
  const errors = selfMetrics.counter('tidegauge.collect.errors', { source: 'containers' });
  const startWith = (wanted: Config) =>
    wanted.containers.enabled ? startCollecting(wanted, options, errors) : undefined;
  let settings = settingsOf(config);
  let collecting = startWith(config);
  if (collecting) await Promise.race([collecting.watcher.settled, delay(clock, firstAnswer)]);
  return {
    name: 'container-collector',
    parts: () => collecting?.parts() ?? switchedOff,
    async reconfigure(changed) {
      const wanted = settingsOf(changed);
      if (isDeepStrictEqual(settings, wanted)) return;
      settings = wanted;
      await collecting?.stop();
      collecting = startWith(changed);
    },
    stop: async () => collecting?.stop(),
  };
}

interface Collecting {
  readonly watcher: ContainerWatcher;
  parts(): readonly Part[];
  stop(): Promise<void>;
}

function startCollecting(config: Config, options: ContainerCollectorOptions, errors: SelfCounter): Collecting {
  const { statsd, clock, logger } = options;
  const { containers, host, statsd: server } = config;
  const engine = options.engine ?? createEngine({ address: containers.engine, logger });
  const round = createRound({
    statsd,
    clock,
    logger,
    proc: host.proc,
    cgroup: containers.cgroup,
    machineMemory: totalmem(),
    watchedSince: clock.now(),
  });
  const events = createEventTeller(statsd);
  const watcher = watchContainers({
    engine,
    clock,
    logger,
    listener: {
      appeared: round.look,
      changed: round.look,
      gone({ id }) {
        round.forget(id);
        events.forget(id);
      },
      event: events.tell,
    },
  });
  const runRound = async () => {
    const began = clock.now();
    if (!round.run(watcher.containers())) errors.add();
    statsd.timing('tidegauge.collect.duration', Math.max(0, clock.now() - began), { source: 'containers' });
    statsd.flush();
  };
  const stopSampling = startSampling({ clock, interval: server.flush_interval }, runRound);
  return {
    watcher,
    parts: () => [describeEngine(watcher.status(), containers.engine), describeContainers(watcher, round.failing)],
    async stop() {
      await stopSampling();
      await runRound();
      await watcher.stop();
      round.close();
    },
  };
}

/** The part of the configuration that the collector works by. */
function settingsOf({ containers, host, statsd }: Config) {
  return { containers, proc: host.proc, interval: statsd.flush_interval };
}
