import type { MemoryReading, Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const types = ['major', 'minor'] as const;

/** `container.memory.*`. */
export function createMemoryMetrics(reader: Reader<MemoryReading>, fromZero: boolean): Metrics {
  return createMetrics(reader, fromZero, ({ usage, inactiveFile, limit, faults }, { say, grown }) => {
    say.gauge('container.memory.usage', usage);
    // The two are not read at the same moment.
    say.gauge('container.memory.working_set', Math.max(0, usage - inactiveFile));
    if (limit !== undefined) say.gauge('container.memory.limit', limit);
    for (const type of types) say.count('container.memory.paging.faults', grown(type, faults[type]), { type });
  });
}
