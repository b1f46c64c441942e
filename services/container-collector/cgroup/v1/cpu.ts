import { join } from 'node:path';
import { parseFields } from '../../../shared/kernel/fields.ts';
import { createFileReader } from '../file-reader.ts';
import type { CpuReading, Reader } from '../readings.ts';

/** `cpuacct.usage` (kernel: cgroup-v1/cpuacct) and `cpu.stat` (scheduler/sched-bwc), both in nanoseconds. */
export function createCpuReader(directory: { readonly cpu: string; readonly cpuacct: string }): Reader<CpuReading> {
  return createFileReader(
    [join(directory.cpuacct, 'cpuacct.usage'), join(directory.cpu, 'cpu.stat')],
    (usage, stat = '') => {
      if (usage === undefined) return undefined;
      const fields = parseFields(stat);
      const nanoseconds = fields.get('throttled_time');
      const periods = fields.get('nr_throttled');
      const limited = nanoseconds !== undefined && periods !== undefined;
      return { usage: Number(usage), throttled: limited ? { nanoseconds, periods } : undefined };
    },
  );
}
