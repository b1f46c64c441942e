import { chart, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

const perInterface = { groupBy: ['interface', 'direction'] };

/** What the interfaces move, and lose. */
export const network: Row = {
  title: 'Network',
  panels: [
    chart(
      12,
      {
        title: 'Network throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes per interface. Flat at the top: the link is full.',
      },
      rate('system.network.io', '{{interface}} {{direction}}', perInterface),
    ),
    chart(
      6,
      {
        title: 'Packets',
        unit: 'perSecond',
        description: 'Packets per interface. Many more without more bytes: small packets, perhaps a flood.',
      },
      rate('system.network.packets', '{{interface}} {{direction}}', perInterface),
    ),
    chart(
      6,
      {
        title: 'Network errors and drops',
        unit: 'perSecond',
        description: 'Should be zero. Errors point to cables or drivers, drops to a full queue.',
      },
      rate('system.network.errors', '{{interface}} errors', { groupBy: ['interface'] }),
      rate('system.network.dropped', '{{interface}} dropped', { groupBy: ['interface'] }),
    ),
  ],
};
