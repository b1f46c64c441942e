import { chart, gauge, rate } from '../helpers.ts';
import type { Row, Unit } from '../model.ts';

/** Timings, histograms and distributions have the same fields; only timings say what they measure: milliseconds. */
export const spread = (name: string, title: string, unit: Unit): Row => ({
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

/** One chart for each counter of an application. */
export const counters: Row = {
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

/** One chart for each gauge of an application. */
export const gauges: Row = {
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

/** One chart for each set of an application. */
export const sets: Row = {
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
