import { join } from 'node:path';
import { parseFields } from '../../../shared/kernel/fields.ts';
import { createFileReader } from '../file-reader.ts';
import type { MemoryReading, Reader } from '../readings.ts';

/**
 * The `memory.*` files of a memory control group (kernel: cgroup-v1/memory). Without a limit, `memory.limit_in_bytes` holds
 * the largest number of pages there can be: a limit above `machineMemory` (bytes) is none.
 */
export function createMemoryReader(directory: string, machineMemory: number): Reader<MemoryReading> {
  return createFileReader(
    ['memory.usage_in_bytes', 'memory.limit_in_bytes', 'memory.stat'].map(file => join(directory, file)),
    (usage, limit, stat) => {
      if (usage === undefined || limit === undefined || stat === undefined) return undefined;
      const fields = parseFields(stat);
      // `total_`: with all groups below it. `pgfault` counts major faults too.
      const major = fields.get('total_pgmajfault') ?? 0;
      const minor = (fields.get('total_pgfault') ?? 0) - major;
      return {
        usage: Number(usage),
        inactiveFile: fields.get('total_inactive_file') ?? 0,
        limit: Number(limit) > machineMemory ? undefined : Number(limit),
        faults: { major, minor },
      };
    },
  );
}
