import type { Tags } from './metric.ts';

/** Counts what happens between two reports. */
export interface SelfCounter {
  add(amount?: number): void;
}

/** The part of a StatsD client that self-metrics need. */
export interface SelfMetricsClient {
  count(name: string, value: number, tags?: Tags): void;
  gauge(name: string, value: number, tags?: Tags): void;
}

/** What a service tells of itself, by the names in docs/metrics.md. */
export interface SelfMetrics {
  /** Reported even when it is zero: "nothing dropped" is an answer. */
  counter(name: string, tags?: Tags): SelfCounter;
  /** `read` is called at each report; undefined says nothing. */
  gauge(name: string, read: () => number | undefined, tags?: Tags): void;
  /** Calls `say` at each report, for metrics whose tags are not known beforehand. */
  each(say: (client: SelfMetricsClient) => void): void;
  /** Says everything, and counts from zero again. */
  report(client: SelfMetricsClient): void;
}

/** An empty set of self-metrics. */
export function createSelfMetrics(): SelfMetrics {
  const reports: ((client: SelfMetricsClient) => void)[] = [];
  return {
    counter(name, tags) {
      let value = 0;
      reports.push(client => {
        client.count(name, value, tags);
        value = 0;
      });
      return {
        add: (amount = 1) => {
          value += amount;
        },
      };
    },
    gauge(name, read, tags) {
      reports.push(client => {
        const value = read();
        if (value !== undefined) client.gauge(name, value, tags);
      });
    },
    each: say => void reports.push(say),
    report: client => {
      for (const report of reports) report(client);
    },
  };
}
