import { join } from 'node:path';
import { failure } from '../../shared/outcome.ts';
import { type CpuTimes, cpuModes, cpuTimesBetween, parseCpuTimes } from './cpu-times.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** Shares of the time of all cores by mode since the last round, and the number of cores, from `/proc/stat`. */
export function createCpuSource(proc: string): Source {
  const path = join(proc, 'stat');
  let last: CpuTimes | undefined;
  return createFileSource('cpu', [path], (text, statsd) => {
    const now = parseCpuTimes(text);
    if (!now) return failure(`${path}: no line "cpu"`);
    statsd.gauge('system.cpu.logical.count', text.match(/^cpu\d/gm)?.length ?? 0);
    if (last) {
      const { times, total } = cpuTimesBetween(last, now);
      for (const mode of total > 0 ? cpuModes : []) {
        statsd.gauge('system.cpu.utilization', times[mode] / total, { mode });
      }
    }
    last = now;
    return said;
  });
}
