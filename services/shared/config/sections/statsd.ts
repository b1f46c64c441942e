import { z } from 'zod';
import { distinct, duration, port } from './types.ts';

const hour = 3_600_000;

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
    flush_interval: duration('10s', '1s', '1h')
      .refine(milliseconds => milliseconds % 1000 === 0 && hour % milliseconds === 0, {
        error: 'whole seconds that divide an hour, as 10s does',
      })
      .describe(
        'How often aggregates become points, on whole multiples of the wall clock. Whole seconds that divide an hour.',
      ),
    percentiles: z
      .array(z.number().gt(0).lt(100))
      .max(20)
      .refine(distinct, { error: 'a list in which no percentile is twice' })
      .default([90, 95, 99])
      .describe('Percentiles of timings, histograms and distributions.'),
    max_series: z
      .int()
      .min(100)
      .max(10_000_000)
      .default(100_000)
      .describe(
        'Series held at most, and as many of intervals that are over; further ones are counted in tidegauge.statsd.series.overflow.',
      ),
    idle_timeout: duration('1h', '1s').describe(
      'A series that got nothing for this long is forgotten, a gauge its value with it.',
    ),
    max_line_bytes: z
      .int()
      .min(64)
      .max(1_048_576)
      .default(8192)
      .describe('A longer line is bad, wherever it comes from.'),
  })
  .prefault({})
  .describe('The StatsD server.');
