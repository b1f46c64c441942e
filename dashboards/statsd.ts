import type { MetricType } from '../services/shared/metric.ts';
import { ownMetrics } from '../services/shared/own-metrics.ts';
import type { Dashboard, Variable } from './model.ts';
import { badLines } from './statsd/bad-lines.ts';
import { cardinality } from './statsd/cardinality.ts';
import { flush } from './statsd/flush.ts';
import { intake } from './statsd/intake.ts';
import { counters, gauges, sets, spread } from './statsd/metrics.ts';
import { overview } from './statsd/overview.ts';

const variable = (metricType: MetricType, label: string): Variable => ({
  kind: 'metric',
  name: metricType,
  label,
  metricType,
  exclude: ownMetrics,
});

/** Whatever applications send as StatsD. */
export const statsd: Dashboard = {
  uid: 'statsd',
  title: 'Applications',
  description: 'Whatever applications send as StatsD.',
  variables: [
    variable('counter', 'Counters'),
    variable('gauge', 'Gauges'),
    variable('timing', 'Timings'),
    variable('histogram', 'Histograms'),
    variable('distribution', 'Distributions'),
    variable('set', 'Sets'),
  ],
  marks: true,
  rows: [
    overview,
    counters,
    gauges,
    spread('timing', 'Timings', 'milliseconds'),
    spread('histogram', 'Histograms', 'count'),
    spread('distribution', 'Distributions', 'count'),
    sets,
    // How the server fares, below what it is for.
    intake,
    badLines,
    flush,
    cardinality,
  ],
};
