import type { Tags } from '../../services/shared/metric.ts';
import { createSelfMetrics, type SelfMetrics } from '../../services/shared/self-metrics.ts';

/** Self-metrics whose counters can be read. */
export interface CountedMetrics extends SelfMetrics {
  /** The sum of a counter's counts so far, over all that have these tags. */
  total(name: string, tags?: Tags): number;
}

/** An empty set of them. */
export function createCountedMetrics(): CountedMetrics {
  const metrics = createSelfMetrics();
  const counted: { name: string; value: number; tags: Tags }[] = [];
  return {
    ...metrics,
    total(name, tags = {}) {
      metrics.report({
        count: (metric, value, of = {}) => void counted.push({ name: metric, value, tags: of }),
        gauge: () => {},
      });
      const has = (of: Tags) => Object.entries(tags).every(([tag, value]) => of[tag] === value);
      return counted.filter(count => count.name === name && has(count.tags)).reduce((sum, { value }) => sum + value, 0);
    },
  };
}
