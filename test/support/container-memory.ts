import type { MemoryStats } from 'dockerode';
import { docker } from './containers.ts';
import type { Stack } from './stack.ts';

/** The most that a container used. */
export interface MostMemory {
  readonly service: string;
  /** Bytes, without what the kernel could drop at any time. */
  readonly used: number;
  readonly limit: number;
  /** Processes and threads. */
  readonly processes: number;
}

/** Bytes that a container uses as `docker stats` reckons: without the pages of files that can be given back. */
export function usedMemory({ usage, stats }: MemoryStats): number {
  const { inactive_file = 0, total_inactive_file = inactive_file } = stats as Record<string, number>;
  return usage - total_inactive_file;
}

/** Does `work`, and looks meanwhile, some times a second, what services of the stack use. */
export async function mostMemoryOf(
  services: readonly string[],
  stack: Stack,
  work: () => Promise<void>,
): Promise<MostMemory[]> {
  let working = true;
  const done = work().finally(() => {
    working = false;
  });
  const watched = await Promise.all(
    services.map(async service => {
      const { Id, HostConfig } = await stack.inspect(service);
      const most = { service, used: 0, limit: HostConfig.Memory ?? 0, processes: 0 };
      do {
        const { memory_stats, pids_stats } = await docker.getContainer(Id).stats({ stream: false, 'one-shot': true });
        most.used = Math.max(most.used, usedMemory(memory_stats));
        most.processes = Math.max(most.processes, pids_stats?.current ?? 0);
      } while (working);
      return most;
    }),
  );
  await done;
  return watched;
}
