import { join } from 'node:path';
import { createDeltas } from '../../shared/kernel/deltas.ts';
import { parseNetDev } from '../../shared/kernel/net-dev.ts';
import { tagText } from '../../shared/tag-text.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** The loopback, and the host's ends of containers' interfaces, which come and go and are told of by container. */
const leftOut = /^(?:lo$|veth)/;

const directions = ['receive', 'transmit'] as const;

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
      for (const direction of directions) {
        const { bytes, packets, errors, dropped } = counters[direction];
        for (const [name, value] of Object.entries({ io: bytes, packets, errors, dropped })) {
          const delta = deltas.since(`${counters.interface} ${direction} ${name}`, value);
          if (delta === undefined || !used) continue;
          statsd.count(`system.network.${name}`, delta, { interface: tagText(counters.interface), direction });
        }
      }
    }
    deltas.endRound();
    return said;
  });
}
