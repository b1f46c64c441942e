import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { type TestContext, test } from 'node:test';
import { graphiteLines } from '../../../../../services/statsd-server/outputs/graphite/lines.ts';
import { listenForLines } from '../../../../support/line-listener.ts';
import { until } from '../../../../support/until.ts';
import { point } from '../output-kit.ts';

const statsd = createRequire(new URL('../../../../../node_modules/statsd/stats.js', import.meta.url));
const { init } = statsd('./backends/graphite.js');
const { process_metrics: processMetrics } = statsd('./lib/process_metrics.js');
const { Set: StatsdSet } = statsd('./lib/set.js');

/** What statsd's Graphite backend sends of one interval of 10 s, but for what it says about itself. */
async function statsdLines(t: TestContext, metrics: Record<string, unknown>): Promise<string[]> {
  const carbon = await listenForLines(t);
  const events = new EventEmitter();
  init(0, { graphiteHost: '127.0.0.1', graphitePort: carbon.port, graphite: { legacyNamespace: false } }, events, {});
  const all = { counter_rates: {}, timer_data: {}, statsd_metrics: {}, ...metrics };
  processMetrics(all, [], 10_000, 1_767_225_600, () => events.emit('flush', 1_767_225_600, all));
  await until(() => carbon.lines().some(line => line.includes('flush_length')));
  return carbon.lines().filter(line => !/^stats\.statsd\.|^statsd\./.test(line));
}

test("statsd's Graphite backend has no line that we have not", async t => {
  const sent = new StatsdSet();
  sent.insert('alice');
  sent.insert('bob');
  const theirs = await statsdLines(t, {
    counters: { 'web.requests;env=prod': 25 },
    gauges: { queue: 7 },
    timers: { 'web.time': [10, 20, 30, 40] },
    timer_counters: { 'web.time': 4 },
    sets: { users: sent },
    pctThreshold: [90, -10, 99.9],
    histogram: [{ metric: '', bins: [15, 0.5 + 20, 'inf'] }],
  });
  const figures = {
    ...{ count: 4, count_ps: 0.4, sum: 100, sum_squares: 3000, mean: 25, median: 25, lower: 10, upper: 40 },
    stddev: Math.sqrt(125),
    ...{ count_90: 4, mean_90: 25, sum_90: 100, sum_squares_90: 3000, upper_90: 40 },
    ...{ count_99_9: 4, mean_99_9: 25, sum_99_9: 100, sum_squares_99_9: 3000, upper_99_9: 40 },
    ...{ histogram_bin_15: 1, histogram_bin_20_5: 1, histogram_bin_inf: 2 },
  };
  const naming = { prefix: 'stats', tags: true, seconds: 10 };
  const ours = [
    point('counter', 'web.requests', 25, { env: 'prod' }),
    point('gauge', 'queue', 7),
    point('timing', 'web.time', figures),
    point('set', 'users', 2),
  ].flatMap(each => graphiteLines(each, naming).trimEnd().split('\n'));
  assert.deepEqual(ours.sort(), theirs.sort());
});
