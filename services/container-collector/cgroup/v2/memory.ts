import { join } from 'node:path';
import { parseFields } from '../../../shared/kernel/fields.ts';
import { createFileReader } from '../file-reader.ts';
import type { MemoryReading, Reader } from '../readings.ts';

/** `memory.current`, `memory.max` and `memory.stat` (kernel: cgroup-v2). A limit above `machineMemory` (bytes) is none. */
export function createMemoryReader(directory: string, machineMemory: number): Reader<MemoryReading> {
  return createFileReader(
    ['memory.current', 'memory.max', 'memory.stat'].map(file => join(directory, file)),
    (usage, limit, stat) => {
      if (usage === undefined || limit === undefined || stat === undefined) return undefined;
      const fields = parseFields(stat);
      const major = fields.get('pgmajfault') ?? 0;
      const minor = (fields.get('pgfault') ?? 0) - major;
      return {
        usage: Number(usage),
        inactiveFile: fields.get('inactive_file') ?? 0,
        limit: limit.trim() === 'max' || Number(limit) > machineMemory ? undefined : Number(limit),
        faults: { major, minor },
      };
    },
  );
}
