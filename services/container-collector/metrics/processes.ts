import type { Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** `container.process.count`. */
export function createProcessMetrics(reader: Reader<number>): Metrics {
  return createMetrics(reader, false, (processes, { say }) => say.gauge('container.process.count', processes));
}
