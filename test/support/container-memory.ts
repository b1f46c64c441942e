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
        const { inactive_file = 0, total_inactive_file = inactive_file } = memory_stats.stats as Record<string, number>;
        most.used = Math.max(most.used, memory_stats.usage - total_inactive_file);
        most.processes = Math.max(most.processes, pids_stats?.current ?? 0);
      } while (working);
      return most;
    }),
  );
  await done;
  return watched;
}
