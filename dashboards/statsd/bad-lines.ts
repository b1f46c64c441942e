import { chart, events, rate } from '../helpers.ts';
import type { Panel, Row } from '../model.ts';

/** Also on the dashboard of Tidegauge itself. */
export const badLinesByReason: Panel = chart(
  8,
  {
    title: 'Bad lines by reason',
    unit: 'perSecond',
    description: 'Lines that are not StatsD: lost. Should be zero throughout.',
  },
  rate('tidegauge.statsd.bad', '{{reason}}', { groupBy: ['reason'] }),
);

const samples: Panel = events(8, {
  title: 'Samples of bad lines',
  titled: 'bad line: ',
  description: 'One of each reason a minute, escaped, the newest first. What is wrong with each is in docs/statsd.md.',
});

const lostUnread: Panel = chart(
  8,
  {
    title: 'Lost before it was read',
    unit: 'perSecond',
    description:
      'Datagrams dropped by the kernel: the receive buffer is too small or the CPU too busy. Connections refused: too many are open. Should be zero throughout.',
  },
  rate('tidegauge.statsd.dropped', 'datagrams dropped'),
  rate('tidegauge.statsd.connections.refused', 'connections refused'),
  rate('tidegauge.statsd.packets.broken', 'packets cut off'),
  rate('tidegauge.statsd.readers.lost', 'reading threads that died'),
);

/** What applications sent in vain. */
export const badLines: Row = { title: 'Bad and lost lines', panels: [badLinesByReason, samples, lostUnread] };
