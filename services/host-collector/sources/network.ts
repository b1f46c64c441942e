import { join } from 'node:path';
import { createDeltas } from '../../shared/kernel/deltas.ts';
import { parseNetDev } from '../../shared/kernel/net-dev.ts';
import { trafficCounters } from '../../shared/kernel/traffic-counters.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** The loopback, and the host's ends of containers' interfaces, which come and go and are told of by container. */
const leftOut = /^(?:lo$|veth)/;

/**
 * What went through the host's interfaces since the last round. `/proc/net` is the network of whoever reads it: in a
 * container that sees the host's processes, process 1 tells of the host's. An interface that never carried anything is left out.
 */
export function createNetworkSource(proc: string): Source {
  const deltas = createDeltas();
  return createFileSource('network', [join(proc, '1/net/dev'), join(proc, 'net/dev')], (text, statsd) => {
    for (const counters of parseNetDev(text)) {
      if (leftOut.test(counters.interface)) continue;
      const used = counters.receive.packets + counters.transmit.packets > 0;
      for (const { metric, tags, key, value } of trafficCounters(counters)) {
        const delta = deltas.since(key, value);
        if (delta !== undefined && used) statsd.count(`system.network.${metric}`, delta, tags);
      }
    }
    deltas.endRound();
    return said;
  });
}
