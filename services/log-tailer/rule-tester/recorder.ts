import type { TestedMetric } from '../../shared/logs/rule-test.ts';
import { type MetricType, type Tags, tagsKey } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';

/** A StatsD client that sends nothing and remembers what it was told. */
export interface Recorder extends StatsdClient {
  /** What was said since the last call, by name and tags: a tally tells its series in the order in which they were first asked for. */
  take(): TestedMetric[];
}

/** Values that are remembered of one line, at most. */
const mostSaid = 1000;

/** Nothing said yet. */
export function createRecorder(): Recorder {
  let said: TestedMetric[] = [];
  const say =
    (type: MetricType) =>
    (name: string, value: number | string, tags: Tags = {}) => {
      if (said.length < mostSaid) said.push({ name, type, tags, value });
    };
  const repeated = (type: MetricType) => {
    const once = say(type);
    return (name: string, value: number, tags: Tags = {}, times = 1) => {
      for (let count = 0; count < times && said.length < mostSaid; count++) once(name, value, tags);
    };
  };
  return {
    count: say('counter'),
    gauge: say('gauge'),
    gaugeDelta: (name, change, tags) => say('gauge')(name, change < 0 ? `${change}` : `+${change}`, tags),
    timing: repeated('timing'),
    histogram: repeated('histogram'),
    distribution: repeated('distribution'),
    set: say('set'),
    event() {},
    flush() {},
    close: async () => {},
    take() {
      const all = said.map(metric => ({ metric, tags: tagsKey(metric.tags) }));
      said = [];
      return all
        .sort((a, b) => order(a.metric.name, b.metric.name) || order(a.tags, b.tags))
        .map(({ metric }) => metric);
    },
  };
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
