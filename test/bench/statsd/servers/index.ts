import type { Contender } from '../server.ts';
import { bareParser, bareReader } from './bare.ts';
import { collectd } from './collectd.ts';
import { ours } from './ours.ts';
import { statsd } from './statsd.ts';
import { statsdExporter } from './statsd-exporter.ts';
import { telegraf } from './telegraf.ts';

/** All that are measured under packets of so many lines, ours first. */
export const contenders = (perPacket: number): readonly [Contender, ...Contender[]] => [
  ours,
  statsd,
  collectd,
  telegraf,
  statsdExporter,
  bareReader(perPacket),
  bareParser(perPacket),
];
