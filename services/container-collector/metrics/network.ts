import { join } from 'node:path';
import { type InterfaceCounters, parseNetDev } from '../../shared/kernel/net-dev.ts';
import { tagText } from '../../shared/tag-text.ts';
import { createFileReader } from '../cgroup/file-reader.ts';
import type { Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const directions = ['receive', 'transmit'] as const;

/** The interfaces that process `pid` sees, but for the loopback. */
export function createNetworkReader(proc: string, pid: number): Reader<InterfaceCounters[]> {
  return createFileReader([join(proc, String(pid), 'net/dev')], text =>
    text === undefined ? undefined : parseNetDev(text).filter(counters => counters.interface !== 'lo'),
  );
}

/** `container.network.*`, as the container sees its interfaces. */
export function createNetworkMetrics(reader: Reader<InterfaceCounters[]>, fromZero: boolean): Metrics {
  return createMetrics(reader, fromZero, (interfaces, { say, grown }) => {
    for (const counters of interfaces) {
      for (const direction of directions) {
        const { bytes, packets, errors, dropped } = counters[direction];
        const tags = { interface: tagText(counters.interface), direction };
        for (const [name, value] of Object.entries({ io: bytes, packets, errors, dropped })) {
          say.count(`container.network.${name}`, grown(`${counters.interface} ${direction} ${name}`, value), tags);
        }
      }
    }
  });
}
