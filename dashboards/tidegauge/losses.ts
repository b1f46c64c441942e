import { chart, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

/** Everything that means loss, by where it is lost, in the order of docs/metrics.md. */
export const losses: Row = {
  title: 'Losses',
  panels: [
    chart(
      8,
      {
        title: 'Lost on the way in',
        unit: 'perSecond',
        description:
          'What applications sent, and nobody will see. Should be zero throughout. What each one means is in the list of metrics, marked as loss.',
      },
      rate('tidegauge.statsd.bad', 'bad lines'),
      rate('tidegauge.statsd.dropped', 'datagrams dropped by the kernel'),
      rate('tidegauge.statsd.readers.lost', 'threads that read UDP died'),
      rate('tidegauge.statsd.connections.refused', 'connections refused'),
      rate('tidegauge.statsd.packets.broken', 'packets cut off'),
      rate('tidegauge.statsd.series.overflow', 'lines beyond a bound on series'),
      rate('tidegauge.statsd.set.overflow', 'values of sets left out'),
      rate('tidegauge.statsd.events.dropped', 'events dropped'),
      rate('tidegauge.gauges.failures', 'writes of gauges failed'),
      rate('tidegauge.gauges.dropped', 'gauges not kept over a restart'),
    ),
    chart(
      8,
      {
        title: 'Lost on the way out',
        unit: 'perSecond',
        description:
          'Points that the store, or another server, did not get. Should be zero throughout. What each one means is in the list of metrics, marked as loss.',
      },
      rate('tidegauge.repeat.dropped', 'bytes not repeated'),
      rate('tidegauge.graphite.dropped', 'bytes dropped for Graphite'),
      rate('tidegauge.graphite.skipped', 'points left out for Graphite'),
      rate('tidegauge.prometheus.overflow', 'points of too many series for Prometheus'),
      rate('tidegauge.prometheus.dropped', 'points left out for Prometheus'),
      rate('tidegauge.store.dropped', 'points dropped'),
    ),
    chart(
      8,
      {
        title: 'Lost by collectors',
        unit: 'perSecond',
        description:
          'What our own services could not read, or not hand on. Should be zero throughout. What each one means is in the list of metrics, marked as loss.',
      },
      rate('tidegauge.log.lost', 'bytes of logs lost'),
      rate('tidegauge.log.gaps', 'times that files of logs may have gone unread'),
      rate('tidegauge.log.skipped', 'logs beyond logs.max_files'),
      rate('tidegauge.log.journal.damaged', 'entries of the journal damaged'),
      rate('tidegauge.log.journal.unread', 'messages of the journal not decompressed'),
      rate('tidegauge.log.journal.missed', 'files of the journal missed'),
      rate('tidegauge.log.values.bad', 'bad values in logs'),
      rate('tidegauge.log.written.bad', 'bad metrics written into logs'),
      rate('tidegauge.log.timings.dropped', 'timings of logs dropped'),
      rate('tidegauge.collect.errors', 'samples failed'),
      rate('tidegauge.link.dropped', 'bytes dropped on the link'),
    ),
  ],
};
