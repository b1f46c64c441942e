import { join } from 'node:path';
import { parseFields } from '../../../shared/kernel/fields.ts';
import { createFileReader } from '../file-reader.ts';
import type { CpuReading, Reader } from '../readings.ts';

/** `cpu.stat` (kernel: cgroup-v2), in microseconds. The fields of the limit are there only with the cpu controller. */
export function createCpuReader(directory: string): Reader<CpuReading> {
  return createFileReader([join(directory, 'cpu.stat')], stat => {
    if (stat === undefined) return undefined;
    const fields = parseFields(stat);
    const usage = fields.get('usage_usec');
    const throttled = fields.get('throttled_usec');
    const periods = fields.get('nr_throttled');
    if (usage === undefined) return undefined;
    const limited = throttled !== undefined && periods !== undefined;
    return { usage: usage * 1000, throttled: limited ? { nanoseconds: throttled * 1000, periods } : undefined };
  });
}
