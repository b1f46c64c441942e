import { chart, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

const perDevice = { groupBy: ['device', 'direction'] };

/** What the disks move, and how busy that makes them. */
export const disks: Row = {
  title: 'Disks',
  panels: [
    chart(
      8,
      {
        title: 'Disk throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes read and written per disk. Flat at the top: the disk’s limit is reached.',
      },
      rate('system.disk.io', '{{device}} {{direction}}', perDevice),
    ),
    chart(
      8,
      {
        title: 'Disk operations',
        unit: 'perSecond',
        description: 'Requests completed per disk. Flat at the top: the disk’s limit is reached.',
      },
      rate('system.disk.operations', '{{device}} {{direction}}', perDevice),
    ),
    chart(
      8,
      {
        title: 'Disk busy',
        unit: 'fraction',
        description: 'Share of time with a request under way. Near 100 % a single disk is saturated.',
      },
      rate('system.disk.io_time', '{{device}}', { groupBy: ['device'] }),
    ),
  ],
};
