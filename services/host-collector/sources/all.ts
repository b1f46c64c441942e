import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { createCpuSource } from './cpu.ts';
import { createDiskSource } from './disk.ts';
import { createFilesystemSource } from './filesystem/filesystem.ts';
import { createForksSource } from './forks.ts';
import { createLoadSource } from './load.ts';
import { createMemorySource } from './memory.ts';
import { createNetworkSource } from './network.ts';
import { createPagingSource } from './paging.ts';
import { createProcessesSource } from './processes/processes.ts';
import type { Source } from './source.ts';
import { createSwapSource } from './swap.ts';
import { createUptimeSource } from './uptime.ts';

/** Every source of the host, in the order in which a round asks them: those that may take their time come last. */
export function createSources({ proc, sys, top_processes }: Config['host'], clock: Clock): Source[] {
  return [
    createCpuSource(proc),
    createLoadSource(proc),
    createMemorySource(proc),
    createSwapSource(proc),
    createPagingSource(proc),
    createDiskSource(proc, sys),
    createNetworkSource(proc),
    createForksSource(proc),
    createUptimeSource(proc),
    createProcessesSource(proc, top_processes),
    createFilesystemSource({ proc, clock }),
  ];
}
