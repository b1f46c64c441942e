import type { SelfMetrics } from '../../shared/self-metrics.ts';
import type { Offender, SeriesLimits } from './limits.ts';
import { nameTag } from './name-tag.ts';

/** How many metrics, and tags, are told of. */
const most = 10;

/** Tells at each report which metrics have the most series, and which tags the most values. */
export function reportOffenders(limits: SeriesLimits, selfMetrics: SelfMetrics): void {
  selfMetrics.each(client => {
    const tell = (metric: string, tag: string, offenders: readonly Offender[]) => {
      for (const { name, count } of offenders) client.gauge(metric, count, { [tag]: nameTag(name) });
    };
    tell('tidegauge.statsd.metric.series', 'metric', limits.topMetrics(most));
    tell('tidegauge.statsd.tag.values', 'tag', limits.topTags(most));
  });
}
