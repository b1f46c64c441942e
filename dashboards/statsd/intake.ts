import { chart, rate } from '../helpers.ts';
import type { Panel, Row } from '../model.ts';

/** Also on the dashboard of Tidegauge itself. */
export const linesByTransport: Panel = chart(
  8,
  {
    title: 'Lines by transport',
    unit: 'perSecond',
    description:
      'StatsD lines taken in; internal are our own collectors. A flood is one application out of control, a gap one that fell silent.',
    stacked: true,
  },
  rate('tidegauge.statsd.received', '{{transport}}', { groupBy: ['transport'] }),
);

/** Also on the dashboard of Tidegauge itself. */
export const packetsByTransport: Panel = chart(
  8,
  {
    title: 'Packets by transport',
    unit: 'perSecond',
    description:
      'Datagrams, and pieces of streams. As many as lines: clients that do not put several lines into a packet, the dearest way to send.',
  },
  rate('tidegauge.statsd.packets', '{{transport}}', { groupBy: ['transport'] }),
);

/** What comes in, and what becomes of it that is neither good nor bad. */
export const intake: Row = {
  title: 'Intake',
  panels: [
    linesByTransport,
    packetsByTransport,
    chart(
      8,
      {
        title: 'Late, and left out',
        unit: 'perSecond',
        description:
          'Not lost: late lines are booked at their own time; what a rule of statsd.rules drops is left out on purpose. Many late ones: a sender or its clock is behind.',
      },
      rate('tidegauge.statsd.late', 'late'),
      rate('tidegauge.statsd.rules.dropped', 'left out by a rule'),
    ),
  ],
};
