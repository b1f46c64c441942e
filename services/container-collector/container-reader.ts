import type { Container } from '../shared/engine/container.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import { failure, type Outcome, success } from '../shared/outcome.ts';
import { type CgroupSearch, locateCgroup } from './cgroup/locate.ts';
import { createCgroupReaders } from './cgroup/readers.ts';
import { createCpuMetrics } from './metrics/cpu.ts';
import { createDiskMetrics } from './metrics/disk.ts';
import { createMemoryMetrics } from './metrics/memory.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createNetworkMetrics, createNetworkReader } from './metrics/network.ts';
import { createProcessMetrics } from './metrics/processes.ts';
import { type Say, saysNothing } from './metrics/say.ts';

/** Where a container is read. */
export interface ContainerReaderOptions extends CgroupSearch {
  /** Bytes. */
  readonly machineMemory: number;
  /** Epoch ms: a container that started later has counters that began at zero under our eyes. */
  readonly watchedSince: number;
  readonly clock: Clock;
  /** Milliseconds of a clock that is never set. */
  elapsed(): number;
}

/** Reads the kernel's figures of one run of one container, from its start to its end. */
export interface ContainerReader {
  /** Says what is new. Fails when the control group is not there, or no longer. */
  collect(say: Say): Outcome<void>;
  close(): void;
}

/**
 * A reader of the run that `container` is in. Where the container ran before anyone looked, it looks at once, to see
 * where the counters stand. Its control group need not be there yet: each reading looks for it.
 */
export function createContainerReader(container: Container, options: ContainerReaderOptions): ContainerReader {
  let found: Metrics[] | undefined;
  const find = (): Outcome<Metrics[]> => {
    if (found) return success(found);
    const outcome = findMetrics(container, options);
    if (outcome.ok) found = outcome.value;
    return outcome;
  };
  find();
  return {
    collect(say) {
      const outcome = find();
      if (!outcome.ok) return outcome;
      const [cpu, ...others] = outcome.value;
      // Every control group counts CPU time; the other controllers may be missing from the kernel.
      if (!cpu?.collect(say)) return failure('its control group cannot be read');
      for (const metrics of others) metrics.collect(say);
      return success(undefined);
    },
    close: () => {
      for (const metrics of found ?? []) metrics.close();
    },
  };
}

function findMetrics(container: Container, options: ContainerReaderOptions): Outcome<Metrics[]> {
  const { id, pid, hostNetwork, startedAt } = container;
  const { clock, elapsed } = options;
  const place = locateCgroup(id, pid, options);
  if (!place.ok) return place;
  const readers = createCgroupReaders(place.value, options.machineMemory);
  const fromZero = startedAt !== undefined && startedAt >= options.watchedSince;
  const all = [
    createCpuMetrics(readers.cpu, elapsed, fromZero ? Math.max(0, clock.now() - startedAt) : undefined),
    createMemoryMetrics(readers.memory, fromZero),
    createDiskMetrics(readers.disk, fromZero),
    createProcessMetrics(readers.processes),
  ];
  // The host's interfaces are the host-collector's to tell.
  if (!hostNetwork) all.push(createNetworkMetrics(createNetworkReader(options.proc, pid), fromZero));
  if (!fromZero) for (const metrics of all) metrics.collect(saysNothing);
  return success(all);
}
