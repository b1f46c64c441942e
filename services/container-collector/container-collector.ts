import { totalmem } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../shared/config/schema.ts';
import { createEngine } from '../shared/engine/dockerode-engine.ts';
import type { ContainerWatcher, Engine } from '../shared/engine/engine.ts';
import { watchContainers } from '../shared/engine/watch-containers.ts';
import { type Clock, within } from '../shared/lifecycle/clock.ts';
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
  /** Milliseconds of a clock that is never set, by default the machine's. */
  readonly elapsed?: () => number;
}

/** How long the start waits for the engine, in milliseconds, so that the first table of parts can tell of it. */
const firstAnswer = 1000;

/** Says how the containers are, shortly before each flush, and what happens to them, at once: engine and control groups → StatsD. */
export async function startContainerCollector(config: Config, options: ContainerCollectorOptions): Promise<Service> {
  const { clock, selfMetrics } = options;
  const errors = selfMetrics.counter('tidegauge.collect.errors', { source: 'containers' });
  const startWith = (wanted: Config) =>
    wanted.containers.enabled ? startCollecting(wanted, options, errors) : undefined;
  let collecting = startWith(config);
  if (collecting) await within(clock, firstAnswer, collecting.watcher.settled);
  return {
    name: 'container-collector',
    parts: () => collecting?.parts() ?? switchedOff,
    async reconfigure(changed) {
      const before = config;
      config = changed;
      if (!isDeepStrictEqual(whatIsRead(before), whatIsRead(changed))) {
        await collecting?.stop();
        collecting = startWith(changed);
      } else if (before.statsd.flush_interval !== changed.statsd.flush_interval) {
        await collecting?.sampleEvery(changed.statsd.flush_interval);
      }
    },
    stop: async () => collecting?.stop(),
  };
}

interface Collecting {
  readonly watcher: ContainerWatcher;
  parts(): readonly Part[];
  /** Samples once an `interval` (milliseconds) from now on, and goes on from the last readings, so nothing goes uncounted. */
  sampleEvery(interval: number): Promise<void>;
  stop(): Promise<void>;
}

function startCollecting(config: Config, options: ContainerCollectorOptions, errors: SelfCounter): Collecting {
  const { statsd, clock, logger, elapsed = () => performance.now() } = options;
  const { containers, host, statsd: server } = config;
  const engine = options.engine ?? createEngine({ address: containers.engine, logger });
  const round = createRound({
    statsd,
    clock,
    elapsed,
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
    const began = elapsed();
    if (!round.run(watcher.containers())) errors.add();
    statsd.timing('tidegauge.collect.duration', elapsed() - began, { source: 'containers' });
    statsd.flush();
  };
  const startRounds = (interval: number) => startSampling({ clock, interval }, runRound);
  let stopSampling = startRounds(server.flush_interval);
  return {
    watcher,
    parts: () => [describeEngine(watcher.status(), containers.engine), describeContainers(watcher, round.failing)],
    async sampleEvery(interval) {
      await stopSampling();
      stopSampling = startRounds(interval);
    },
    async stop() {
      await stopSampling();
      await runRound();
      await watcher.stop();
      round.close();
    },
  };
}

/** The part of the configuration with which everything is read anew. */
function whatIsRead({ containers, host }: Config) {
  return { containers, proc: host.proc };
}
