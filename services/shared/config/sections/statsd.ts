import { z } from 'zod';
import {
  graphiteSection,
  managementSection,
  prometheusSection,
  repeatSection,
  runningSection,
} from './statsd-outputs.ts';
import { statsdRule } from './statsd-rules.ts';
import { bins, percentiles, statsdPercentiles, timingFields } from './statsd-timings.ts';
import { duration, hourPart, port } from './types.ts';

/** The StatsD server: where it listens, and how it aggregates. */
export const statsdSection = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address to listen on. StatsD knows no login: keep it on loopback or on a network you trust.'),
    port: port(8125).describe('UDP and TCP port.'),
    udp: z.boolean().default(true).describe('Listen on UDP.'),
    tcp: z.boolean().default(true).describe('Listen on TCP.'),
    socket: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Path of a unix socket to listen on as well, as `/run/tidegauge/statsd.sock`: a stream of lines, or of packets as DogStatsD clients send them to `unixstream://`; datagrams Node cannot read there. Whoever may enter its directory may write to it.',
      ),
    readers: z
      .union([z.literal('auto'), z.int().min(0).max(16)])
      .default('auto')
      .describe(
        'Threads that read UDP, so that nothing is lost while the server does something else: 0 for none, auto for one. More than one need Node 23.1 or later.',
      ),
    names: z
      .enum(['clean', 'keep'])
      .default('clean')
      .describe('Whether names are cleaned as statsd does (`a b/c` becomes `a_b-c`, other signs go), or kept.'),
    prefix: z
      .string()
      .max(200)
      .refine(text => !/\p{Cc}/u.test(text), { error: 'text without control characters' })
      .default('')
      .describe('Before the name of everything that comes from outside, as it stands here: `prod.`'),
    tags: z
      .record(z.string().min(1).max(200), z.string().min(1).max(200))
      .default({})
      .describe(
        'Tags of everything that comes from outside and does not bear them itself, as `{ host: db1 }` for dashboards made for Telegraf.',
      ),
    origin: z
      .enum(['ignore', 'container'])
      .default('ignore')
      .describe(
        'What the container id that DogStatsD clients send (`|c:`) becomes: nothing, or the tags of the container, for which the Docker engine (containers.engine) must be in reach.',
      ),
    flush_interval: hourPart
      .prefault('10s')
      .describe(
        'How often aggregates become points, on whole multiples of the wall clock. Whole seconds that divide an hour.',
      ),
    timing_fields: z
      .array(z.enum(timingFields))
      .default(['count', 'sum', 'mean', 'median', 'lower', 'upper', 'stddev'])
      .describe('Figures of timings, histograms and distributions, besides percentiles and bins.'),
    percentiles: percentiles
      .default([90, 95, 99])
      .describe("Percentiles of timings, histograms and distributions by Telegraf's formula: `90_percentile`."),
    statsd_percentiles: statsdPercentiles
      .default([])
      .describe(
        "Percentiles by statsd's formula, below zero of the largest: 90 makes `upper_90`, `mean_90`, `count_90`, `sum_90` and `sum_squares_90`, -10 makes `lower_top10` and the like.",
      ),
    histogram: bins
      .default([])
      .describe('Upper ends of bins that timings, histograms and distributions are counted in: `[10, 100, inf]`.'),
    exact_values: z
      .int()
      .min(100)
      .max(1_000_000)
      .default(10_000)
      .describe(
        'Values of a series that are kept as they are in an interval. With more of them percentiles come from a sketch, 1 % off at most, and sets are estimated, by 0.8 % on average.',
      ),
    rules: z
      .array(statsdRule)
      .max(1000)
      .default([])
      .describe('What becomes of metrics by name; the first that matches holds.'),
    idle: z
      .strictObject({
        counters: z.enum(['skip', 'zero', 'delete']).default('skip').describe('Of counters.'),
        gauges: z
          .enum(['skip', 'keep', 'delete'])
          .default('skip')
          .describe('Of gauges; `keep` tells the last value again.'),
        timings: z
          .enum(['skip', 'zero', 'delete'])
          .default('skip')
          .describe('Of timings, histograms and distributions; `zero` tells a count of 0.'),
        sets: z.enum(['skip', 'zero', 'delete']).default('skip').describe('Of sets.'),
      })
      .prefault({})
      .describe(
        'What a series that got nothing in an interval does: tell nothing, tell a zero or its value, or be forgotten.',
      ),
    delete_idle: z
      .boolean()
      .default(false)
      .describe('As `deleteIdleStats` of statsd: every type is deleted when idle, whatever statsd.idle says.'),
    idle_timeout: duration('1h', '1s').describe('A series that got nothing for this long is forgotten.'),
    gauge_timeout: duration('1d', '1s').describe(
      'A gauge that got nothing for this long is forgotten, with its value, which is kept over restarts.',
    ),
    max_series: z
      .int()
      .min(100)
      .max(10_000_000)
      .default(100_000)
      .describe(
        'Series held at most, and as many of intervals that are over; further ones are counted in tidegauge.statsd.series.overflow.',
      ),
    max_series_per_metric: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(10_000)
      .describe('Series of one metric held at most, those without tags aside.'),
    max_tag_values: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(10_000)
      .describe('Different values of one tag, of all metrics, held at most.'),
    max_line_bytes: z
      .int()
      .min(64)
      .max(1_048_576)
      .default(8192)
      .describe('A longer line is bad, wherever it comes from.'),
    repeat: repeatSection,
    graphite: graphiteSection,
    prometheus: prometheusSection,
    management: managementSection,
    running: runningSection,
  })
  .superRefine(({ rules, flush_interval }, context) => {
    for (const [index, { interval = 0 }] of rules.entries())
      if (interval % flush_interval !== 0)
        context.addIssue({
          code: 'custom',
          path: ['rules', index, 'interval'],
          message: 'a multiple of statsd.flush_interval',
        });
  })
  .prefault({})
  .describe('The StatsD server.');
