import { bars, chart, gauge, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

/** Which metrics and tags have the most series, and what found no room. */
export const cardinality: Row = {
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
