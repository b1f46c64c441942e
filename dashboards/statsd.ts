import type { MetricType } from '../services/shared/metric.ts';
import { ownMetrics } from '../services/shared/own-metrics.ts';
import { bars, chart, gauge, rate, stat } from './helpers.ts';
import type { Dashboard, Row, Unit, Variable } from './model.ts';

const outside = { where: { transport: ['udp', 'tcp'] } };

const variable = (metricType: MetricType, label: string): Variable => ({
  kind: 'metric',
  name: metricType,
  label,
  metricType,
  exclude: ownMetrics,
});

/** Timings, histograms and distributions have the same fields; only timings say what they measure: milliseconds. */
const spread = (name: string, title: string, unit: Unit): Row => ({
  title,
  repeat: name,
  panels: [
    chart(
      8,
      {
        title: `$${name}`,
        unit,
        description:
          'A tail that grows while the median stays: a few are held up. The percentile needs 95 in statsd.percentiles.',
      },
      gauge(`$${name}`, 'mean', { field: 'mean' }),
      gauge(`$${name}`, 'median', { field: 'median' }),
      gauge(`$${name}`, '95th percentile', { field: '95_percentile', aggregate: 'max' }),
      gauge(`$${name}`, 'largest', { field: 'upper', aggregate: 'max' }),
    ),
    chart(
      4,
      {
        title: `$${name}, how often`,
        unit: 'perSecond',
        description: 'Values per second. Zero where there were some: nothing is measured any more.',
      },
      rate(`$${name}`, 'values', { field: 'count' }),
    ),
  ],
});

const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      6,
      {
        title: 'Lines received',
        unit: 'perSecond',
        description: 'StatsD lines over UDP and TCP. Zero: no application sends.',
      },
      rate('tidegauge.statsd.received', 'lines', outside),
    ),
    stat(
      6,
      {
        title: 'Bad lines',
        unit: 'perSecond',
        description: 'Lines that are not StatsD: lost. A sample of them is in Tidegauge’s own log.',
        thresholds: { warn: 0, bad: 1 },
        noValue: 0,
      },
      rate('tidegauge.statsd.bad', 'bad'),
    ),
    stat(
      6,
      {
        title: 'Series held',
        unit: 'count',
        description: 'Metrics times their tags. A count that only climbs: a tag has a value per request or user.',
      },
      gauge('tidegauge.statsd.series', 'series', { aggregate: 'last' }),
    ),
    stat(
      6,
      {
        title: 'TCP connections',
        unit: 'count',
        description: 'Open now. A count that only climbs: one side never closes.',
      },
      gauge('tidegauge.statsd.connections', 'connections', { aggregate: 'last' }),
    ),
  ],
};

const cardinality: Row = {
  title: 'What takes up series',
  panels: [
    bars(
      8,
      {
        title: 'Metrics by series',
        unit: 'count',
        description:
          'The ten metrics with the most series, those without tags aside. Near statsd.max_series_per_metric: one of its tags has too many values.',
      },
      gauge('tidegauge.statsd.metric.series', '{{metric}}', { groupBy: ['metric'], aggregate: 'last' }),
    ),
    bars(
      8,
      {
        title: 'Tags by values',
        unit: 'count',
        description:
          'The ten tags with the most different values. Near statsd.max_tag_values: it holds a user, a request or an address.',
      },
      gauge('tidegauge.statsd.tag.values', '{{tag}}', { groupBy: ['tag'], aggregate: 'last' }),
    ),
    chart(
      8,
      {
        title: 'Lines without a series',
        unit: 'perSecond',
        description:
          'Lines of new series beyond a bound, by the bound and by the metric or tag: lost. Should be zero throughout.',
      },
      rate('tidegauge.statsd.series.overflow', '{{by}}: {{name}}', { groupBy: ['by', 'name'] }),
    ),
  ],
};

const counters: Row = {
  title: 'Counters',
  repeat: 'counter',
  panels: [
    chart(
      8,
      { title: '$counter', unit: 'perSecond', description: 'What was counted, per second. Zero: it happens no more.' },
      rate('$counter', 'per second'),
    ),
  ],
};

const gauges: Row = {
  title: 'Gauges',
  repeat: 'gauge',
  panels: [
    chart(
      8,
      { title: '$gauge', unit: 'count', description: 'The value last set. A flat line may mean that nobody sets it.' },
      gauge('$gauge', 'value'),
    ),
  ],
};

const sets: Row = {
  title: 'Sets',
  repeat: 'set',
  panels: [
    chart(
      8,
      {
        title: '$set',
        unit: 'count',
        description: 'Different values in one flush interval, the most in each window. Zero: none comes any more.',
      },
      gauge('$set', 'different values', { aggregate: 'max' }),
    ),
  ],
};

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
    cardinality,
    counters,
    gauges,
    spread('timing', 'Timings', 'milliseconds'),
    spread('histogram', 'Histograms', 'count'),
    spread('distribution', 'Distributions', 'count'),
    sets,
  ],
};
