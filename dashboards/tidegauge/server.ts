import { chart, gauge } from '../helpers.ts';
import type { Row } from '../model.ts';
import { badLinesByReason } from '../statsd/bad-lines.ts';
import { flushTimes, seriesHeld } from '../statsd/flush.ts';
import { linesByTransport, packetsByTransport } from '../statsd/intake.ts';

/** From lines to points. */
export const server: Row = {
  title: 'StatsD server',
  panels: [
    linesByTransport,
    packetsByTransport,
    badLinesByReason,
    chart(
      8,
      {
        title: 'Receive buffer',
        unit: 'bytes',
        description:
          'What the system granted for UDP, twice net.core.rmem_max on Linux. Too small for a burst that comes while the CPU is busy: the kernel drops it.',
      },
      gauge('tidegauge.statsd.receive_buffer', 'granted', { aggregate: 'last' }),
    ),
    flushTimes,
    seriesHeld,
  ],
};
