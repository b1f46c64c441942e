import { readdirSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { createRound } from '../../services/container-collector/round.ts';
import { createEngine } from '../../services/shared/engine/dockerode-engine.ts';
import { systemClock } from '../../services/shared/lifecycle/clock.ts';
import { createLogger } from '../../services/shared/logging/logger.ts';
import { createStatsdClient } from '../../services/shared/statsd-client/client.ts';
import { createSinkStream } from '../../services/shared/statsd-client/sink-stream.ts';
import { docker, runContainer, type TestContainer } from '../support/containers.ts';
import { engineSocket } from '../support/requires.ts';
import { cpuSeconds, pause } from './processes.ts';

/** What one round over all containers took, in milliseconds, on average. */
export interface RoundCost {
  /** CPU of the process that asks. */
  readonly reader: number;
  /** CPU of dockerd, containerd and its shims, whoever kept them busy. */
  readonly engine: number;
  /** From its begin to its end. */
  readonly wall: number;
}

/** What it costs to look at idle containers, by way of looking. */
export interface ContainerCollectorResult {
  readonly containers: number;
  /** A round of the container-collector: control groups to StatsD lines. */
  readonly collector: RoundCost;
  /** The engine's API, `stats?stream=false`, all containers at once. */
  readonly stats: RoundCost;
  /** The engine's API, `stats?stream=false&one-shot=true`, all containers at once. */
  readonly oneShot: RoundCost;
}

/** Runs so many idle containers, and looks at them in each way. */
export async function measureContainerCollector(count = 30): Promise<ContainerCollectorResult> {
  const containers: TestContainer[] = [];
  try {
    for (let started = 0; started < count; started += 1) {
      const labels = { 'tidegauge-test': 'bench' };
      containers.push(await runContainer({ image: 'debian:bookworm-slim', command: ['sleep', '3600'], labels }));
    }
    return {
      containers: count,
      collector: await measureCollector(containers),
      stats: await measure(5, () => askStats(containers, false)),
      oneShot: await measure(5, () => askStats(containers, true)),
    };
  } finally {
    for (const container of containers) await container.remove();
  }
}

async function measureCollector(containers: readonly TestContainer[]): Promise<RoundCost> {
  const logger = createLogger('warn');
  const ids = new Set(containers.map(({ id }) => id));
  const listed = await createEngine({ address: engineSocket, logger }).list();
  const statsd = createStatsdClient(
    createSinkStream(() => {}),
    { host: 'bench' },
  );
  const round = createRound({
    statsd,
    logger,
    clock: systemClock,
    elapsed: () => performance.now(),
    proc: '/proc',
    cgroup: '/sys/fs/cgroup',
    machineMemory: totalmem(),
    watchedSince: Date.now(),
  });
  const watched = listed.filter(({ id }) => ids.has(id));
  const once = async () => {
    if (!round.run(watched)) throw new Error([...round.failing.values()].join(', '));
    statsd.flush();
  };
  try {
    // Pauses keep it from being a loop that the processor knows by heart.
    return await measure(100, once, 20);
  } finally {
    round.close();
    await statsd.close();
  }
}

async function askStats(containers: readonly TestContainer[], oneShot: boolean): Promise<void> {
  await Promise.all(containers.map(({ id }) => docker.getContainer(id).stats({ stream: false, 'one-shot': oneShot })));
}

/** The cost of a round, after one that does not count. */
async function measure(rounds: number, round: () => Promise<void>, milliseconds = 0): Promise<RoundCost> {
  await round();
  const pids = enginePids();
  const engineCpu = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0) * 1000;
  const engineBefore = engineCpu();
  let wall = 0;
  let reader = 0;
  for (let done = 0; done < rounds; done += 1) {
    await pause(milliseconds);
    const cpu = process.cpuUsage();
    const began = performance.now();
    await round();
    wall += performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    reader += (user + system) / 1000;
  }
  return { reader: reader / rounds, engine: (engineCpu() - engineBefore) / rounds, wall: wall / rounds };
}

/** The processes of the engine on this host. */
function enginePids(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && /^(dockerd|containerd)/.test(nameOf(name)))
    .map(Number);
}

/** Empty when the process has just ended. */
function nameOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return '';
  }
}
