import { bars, chart, gauge } from '../helpers.ts';
import type { Row } from '../model.ts';

/** What is left of space and inodes. */
export const fileSystems: Row = {
  title: 'File systems',
  panels: [
    bars(
      8,
      {
        title: 'Space used',
        unit: 'fraction',
        description: 'Share of each file system that is used. At 100 % writes fail.',
        max: 1,
        thresholds: { warn: 0.8, bad: 0.9 },
      },
      gauge('system.filesystem.utilization', '{{mountpoint}}', { groupBy: ['mountpoint'] }),
    ),
    bars(
      8,
      {
        title: 'Inodes used',
        unit: 'fraction',
        description: 'Share of each file system’s inodes that is used. At 100 % no new file can be made.',
        max: 1,
        thresholds: { warn: 0.8, bad: 0.9 },
      },
      gauge('system.filesystem.inodes.utilization', '{{mountpoint}}', { groupBy: ['mountpoint'] }),
    ),
    chart(
      8,
      {
        title: 'Space used over time',
        unit: 'bytes',
        description: 'A steady climb says when the disk will be full.',
      },
      gauge('system.filesystem.usage', '{{mountpoint}}', { groupBy: ['mountpoint'], where: { state: ['used'] } }),
    ),
  ],
};
