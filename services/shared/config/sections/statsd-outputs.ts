import { z } from 'zod';
import { port, target } from './types.ts';

/** Other StatsD servers. */
export const repeatSection = z
  .array(target(['udp', 'tcp'], 8125))
  .max(8)
  .default([])
  .describe(
    'Other StatsD servers that get every line that comes in from outside, as it is: `udp://10.0.0.5:8125`, `tcp://[::1]:8125`.',
  );

/** Graphite. */
export const graphiteSection = z
  .strictObject({
    server: target(['tcp'], 2003)
      .optional()
      .describe('Where Graphite (carbon) takes plain text: `tcp://graphite:2003`. Without it nothing is sent.'),
    prefix: z.string().default('stats').describe('Before every name.'),
    tags: z
      .boolean()
      .default(true)
      .describe('Whether tags are sent, as Graphite 1.1 has them (`name;tag=value`), or left out.'),
  })
  .prefault({})
  .describe('Sends every point to Graphite, too.');

/** A page for Prometheus. */
export const prometheusSection = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Whether there is a page for Prometheus.'),
    host: z.string().min(1).default('127.0.0.1').describe('Address to listen on. The page knows no login.'),
    port: port(9102).describe('TCP port; the page is `/metrics`.'),
    max_series: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe('Series on the page at most; further ones are counted.'),
  })
  .prefault({})
  .describe('What was aggregated, as a page that Prometheus and its like scrape.');

/** What web services in processes of their own read. */
export const runningSection = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Whether they are told; within one process they need not be.'),
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address to listen on. It knows no login, and whoever reaches it may read every series.'),
    port: port(8128).describe('TCP port.'),
  })
  .prefault({})
  .describe('What the interval under way amounts to so far, for live pages that are a process of their own.');

/** The text interface of statsd. */
export const managementSection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether it is there.'),
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address to listen on. It knows no login, and whoever reaches it may delete series.'),
    port: port(8126).describe('TCP port.'),
  })
  .prefault({})
  .describe('The text interface of statsd: stats, counters, gauges, timers, their deletion, health.');
