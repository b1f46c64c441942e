import { createUdpDrops } from '../../shared/kernel/udp-drops.ts';
import type { SelfMetrics } from '../../shared/self-metrics.ts';
import type { UdpListener } from './udp.ts';

/** What the kernel tells of a UDP listener. */
export interface UdpMetrics {
  /** Takes in what was dropped until now: to be called before a socket is closed, which takes its count with it. */
  note(): void;
  close(): void;
}

/** Tells how large the receive buffer is, and what the kernel dropped of what came for it, at each report. */
export function reportUdp(selfMetrics: SelfMetrics, current: () => UdpListener | undefined): UdpMetrics {
  const drops = createUdpDrops();
  let dropped: number | undefined;

  function note(): void {
    const listener = current();
    const more = listener && drops.since(listener);
    if (more !== undefined) dropped = (dropped ?? 0) + more;
  }

  selfMetrics.gauge('tidegauge.statsd.receive_buffer', () => current()?.receiveBuffer);
  selfMetrics.each(client => {
    note();
    if (dropped !== undefined) client.count('tidegauge.statsd.dropped', dropped, { transport: 'udp' });
    dropped = undefined;
  });
  return { note, close: drops.close };
}
