import { gauge, rate, stat } from '../helpers.ts';
import type { Row } from '../model.ts';

/** What goes through Tidegauge, and what it costs. */
export const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      4,
      {
        title: 'Lines received',
        unit: 'perSecond',
        description: 'StatsD lines taken in, our own too. Zero: nothing arrives.',
      },
      rate('tidegauge.statsd.received', 'lines'),
    ),
    stat(
      4,
      { title: 'Points written', unit: 'perSecond', description: 'Points the store took. Zero: the store takes none.' },
      rate('tidegauge.store.written', 'points'),
    ),
    stat(
      4,
      {
        title: 'Points waiting',
        unit: 'count',
        description: 'Points that wait for the store. A count that climbs: the store is down or too slow.',
        thresholds: { warn: 10_000, bad: 1_000_000 },
      },
      gauge('tidegauge.store.queued', 'waiting', { aggregate: 'last' }),
    ),
    stat(
      4,
      {
        title: 'Database',
        unit: 'bytes',
        description:
          'Size of the database on its disk. Bounded by how long points are kept; a disk that is full takes none.',
      },
      gauge('tidegauge.store.size', 'size', { aggregate: 'last' }),
    ),
    stat(
      4,
      { title: 'Memory', unit: 'bytes', description: 'Resident memory. A size that only climbs is a leak.' },
      gauge('tidegauge.process.memory.usage', 'memory', { groupBy: ['host', 'service'], total: true }),
    ),
    stat(
      4,
      {
        title: 'CPU, cores',
        unit: 'cores',
        description: 'Cores used. More than a tenth for long deserves a look at what is received.',
      },
      gauge('tidegauge.process.cpu.utilization', 'cores', { groupBy: ['host', 'service'], total: true }),
    ),
  ],
};
