import type { Tags } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';

/** Says metrics of one container, by the names in docs/metrics.md. */
export type Say = Pick<StatsdClient, 'count' | 'gauge'>;

/** Says metrics to `statsd`, each with the tags of the container. */
export function sayWith(statsd: Say, own: Tags): Say {
  return {
    count: (name, value, tags) => statsd.count(name, value, { ...own, ...tags }),
    gauge: (name, value, tags) => statsd.gauge(name, value, { ...own, ...tags }),
  };
}

/** Says nothing: for the first look at counters, which only shows where they stand. */
export const saysNothing: Say = { count() {}, gauge() {} };
