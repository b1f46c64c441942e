import { chart, gauge, rate, stat } from './helpers.ts';
import type { Dashboard, Row } from './model.ts';
import { hostVariable } from './variables.ts';

const overview: Row = {
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

const losses: Row = {
  title: 'Losses',
  panels: [
    chart(
      24,
      {
        title: 'Everything that means loss',
        unit: 'perSecond',
        description: 'Should be zero throughout. What each one means is in the list of metrics, marked as loss.',
      },
      rate('tidegauge.statsd.bad', 'bad lines'),
      rate('tidegauge.statsd.connections.refused', 'connections refused'),
      rate('tidegauge.statsd.series.overflow', 'lines beyond a bound on series'),
      rate('tidegauge.statsd.set.overflow', 'values of sets left out'),
      rate('tidegauge.statsd.events.dropped', 'events dropped'),
      rate('tidegauge.repeat.dropped', 'bytes not repeated'),
      rate('tidegauge.graphite.dropped', 'bytes dropped for Graphite'),
      rate('tidegauge.graphite.skipped', 'points left out for Graphite'),
      rate('tidegauge.prometheus.overflow', 'points of too many series for Prometheus'),
      rate('tidegauge.prometheus.dropped', 'points left out for Prometheus'),
      rate('tidegauge.store.dropped', 'points dropped'),
      rate('tidegauge.log.lost', 'bytes of logs lost'),
      rate('tidegauge.log.skipped', 'logs beyond logs.max_files'),
      rate('tidegauge.log.values.bad', 'bad values in logs'),
      rate('tidegauge.log.timings.dropped', 'timings of logs dropped'),
      rate('tidegauge.collect.errors', 'samples failed'),
      rate('tidegauge.link.dropped', 'bytes dropped on the link'),
    ),
  ],
};

const server: Row = {
  title: 'StatsD server',
  panels: [
    chart(
      8,
      {
        title: 'Lines received',
        unit: 'perSecond',
        description: 'Lines by transport; internal are our own collectors. A flood is one application out of control.',
        stacked: true,
      },
      rate('tidegauge.statsd.received', '{{transport}}', { groupBy: ['transport'] }),
    ),
    chart(
      8,
      {
        title: 'Bad lines by reason',
        unit: 'perSecond',
        description: 'Lines that are not StatsD: lost. A sample of them is in the log.',
      },
      rate('tidegauge.statsd.bad', '{{reason}}', { groupBy: ['reason'] }),
    ),
    chart(
      8,
      {
        title: 'Series held',
        unit: 'count',
        description: 'Metrics times their tags. A count that only climbs: a tag has a value per request or user.',
      },
      gauge('tidegauge.statsd.series', 'series'),
    ),
  ],
};

const flush: Row = {
  title: 'Flush and store',
  panels: [
    chart(
      8,
      {
        title: 'Flush',
        unit: 'milliseconds',
        description: 'Longest time to make the points, and how late a flush began. Seconds mean too little CPU.',
      },
      gauge('tidegauge.flush.duration', 'duration', { field: 'upper', aggregate: 'max' }),
      gauge('tidegauge.flush.lateness', 'lateness', { field: 'upper', aggregate: 'max' }),
    ),
    chart(
      8,
      {
        title: 'Writes that failed',
        unit: 'perSecond',
        description: 'Should be zero. A retry goes on, a refusal is a loss.',
      },
      rate('tidegauge.store.failures', '{{kind}}', { groupBy: ['kind'] }),
    ),
    chart(
      8,
      {
        title: 'Points waiting',
        unit: 'count',
        description: 'Points that wait for the store. A count that climbs: the store is down or too slow.',
      },
      gauge('tidegauge.store.queued', 'waiting', { aggregate: 'max' }),
    ),
  ],
};

const collectors: Row = {
  title: 'Logs and collectors',
  panels: [
    chart(
      8,
      { title: 'Log lines read', unit: 'perSecond', description: 'All sources. Zero: nothing is read.' },
      rate('tidegauge.log.lines', 'lines'),
    ),
    chart(
      8,
      {
        title: 'Behind in logs',
        unit: 'bytes',
        description: 'Written to logs but not yet read. A size that climbs: more is logged than can be read.',
      },
      gauge('tidegauge.log.behind', 'behind', { aggregate: 'max' }),
    ),
    chart(
      8,
      {
        title: 'Time of a sample',
        unit: 'milliseconds',
        description: 'Longest round of each source. One that nears the flush interval comes late.',
      },
      gauge('tidegauge.collect.duration', '{{source}}', { field: 'upper', aggregate: 'max', groupBy: ['source'] }),
    ),
  ],
};

const processes: Row = {
  title: 'Process',
  panels: [
    chart(
      12,
      { title: 'Memory', unit: 'bytes', description: 'Resident memory. A size that only climbs is a leak.' },
      gauge('tidegauge.process.memory.usage', '{{service}}', { groupBy: ['service'] }),
    ),
    chart(
      12,
      {
        title: 'CPU, cores',
        unit: 'cores',
        description: 'Cores used. More than a tenth for long deserves a look at what is received.',
      },
      gauge('tidegauge.process.cpu.utilization', '{{service}}', { groupBy: ['service'] }),
    ),
  ],
};

/** Tidegauge itself: what it takes in, what it loses, what it costs. */
export const tidegauge: Dashboard = {
  uid: 'tidegauge',
  title: 'Tidegauge',
  description: 'What Tidegauge itself takes in, what it loses, and what it costs.',
  variables: [hostVariable('tidegauge.process.memory.usage')],
  marks: false,
  rows: [overview, losses, server, flush, collectors, processes],
};
