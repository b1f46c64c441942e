import { gauge, rate, stat } from '../helpers.ts';
import type { Row } from '../model.ts';

const outside = { where: { transport: ['udp', 'tcp', 'unix'] } };

/** Whether applications send, whether it is understood, and whether there is room for it. */
export const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      4,
      {
        title: 'Lines received',
        unit: 'perSecond',
        description: 'StatsD lines over UDP, TCP and the unix socket. Zero: no application sends.',
      },
      rate('tidegauge.statsd.received', 'lines', outside),
    ),
    stat(
      4,
      {
        title: 'Bad lines',
        unit: 'perSecond',
        description: 'Lines that are not StatsD: lost. Samples of each reason are below.',
        thresholds: { warn: 0, bad: 1 },
        noValue: 0,
      },
      rate('tidegauge.statsd.bad', 'bad'),
    ),
    stat(
      4,
      {
        title: 'Dropped by the kernel',
        unit: 'perSecond',
        description:
          'Datagrams that found the receive buffer full: lost. Larger net.core.rmem_max, or fewer and larger packets. Known on Linux only.',
        thresholds: { warn: 0, bad: 10 },
      },
      rate('tidegauge.statsd.dropped', 'dropped'),
    ),
    stat(
      4,
      {
        title: 'Lines without a series',
        unit: 'perSecond',
        description: 'Lines of new series beyond a bound on series: lost. What takes up series, below, names who.',
        thresholds: { warn: 0, bad: 1 },
        noValue: 0,
      },
      rate('tidegauge.statsd.series.overflow', 'lines'),
    ),
    stat(
      4,
      {
        title: 'Series held',
        unit: 'count',
        description: 'Metrics times their tags. A count that only climbs: a tag has a value per request or user.',
      },
      gauge('tidegauge.statsd.series', 'series', { aggregate: 'last' }),
    ),
    stat(
      4,
      {
        title: 'Stream connections',
        unit: 'count',
        description: 'Of TCP and of the unix socket, open now. A count that only climbs: one side never closes.',
      },
      gauge('tidegauge.statsd.connections', 'connections', { aggregate: 'last' }),
    ),
  ],
};
