import { join } from 'node:path';
import { type InterfaceCounters, parseNetDev } from '../../shared/kernel/net-dev.ts';
import { trafficCounters } from '../../shared/kernel/traffic-counters.ts';
import { createFileReader } from '../cgroup/file-reader.ts';
import type { Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** The interfaces that process `pid` sees, but for the loopback. */
export function createNetworkReader(proc: string, pid: number): Reader<InterfaceCounters[]> {
  return createFileReader([join(proc, String(pid), 'net/dev')], text =>
    text === undefined ? undefined : parseNetDev(text).filter(counters => counters.interface !== 'lo'),
  );
}

/** `container.network.*`, as the container sees its interfaces. */
export function createNetworkMetrics(reader: Reader<InterfaceCounters[]>, fromZero: boolean): Metrics {
  return createMetrics(reader, fromZero, (interfaces, { say, grown }) => {
    for (const { metric, tags, key, value } of interfaces.flatMap(trafficCounters)) {
      say.count(`container.network.${metric}`, grown(key, value), tags);
    }
  });
}
