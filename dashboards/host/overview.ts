import { gauge, rate, stat } from '../helpers.ts';
import type { Row } from '../model.ts';
import { busyModes } from './modes.ts';

/** The figures to look at first. */
export const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      3,
      {
        title: 'CPU busy',
        unit: 'fraction',
        description: 'Share of all cores at work. Near 100 % for long, work queues up: see the load.',
        max: 1,
        thresholds: { warn: 0.85, bad: 0.95 },
      },
      gauge('system.cpu.utilization', 'busy', { where: { mode: busyModes }, groupBy: ['mode'], total: true }),
    ),
    stat(
      3,
      {
        title: 'Load, 1 min',
        unit: 'count',
        description:
          'Threads that run, wait for a core or for a disk. More than there are cores means that work waits.',
      },
      gauge('system.cpu.load_average.1m', 'load'),
    ),
    stat(
      3,
      {
        title: 'Memory available',
        unit: 'bytes',
        description: 'What programs could still get without swapping. Near zero, the kernel kills processes soon.',
      },
      gauge('system.memory.linux.available', 'available'),
    ),
    stat(
      3,
      {
        title: 'Swap used',
        unit: 'bytes',
        description: 'Memory moved to disk. Growing while pages are swapped in and out means too little memory.',
      },
      gauge('system.paging.usage', 'used', { where: { state: ['used'] } }),
    ),
    stat(
      3,
      {
        title: 'Fullest file system',
        unit: 'fraction',
        description: 'Used share of the fullest file system. At 100 % writes to it fail.',
        max: 1,
        thresholds: { warn: 0.8, bad: 0.9 },
      },
      gauge('system.filesystem.utilization', 'fullest', { aggregate: 'max' }),
    ),
    stat(
      3,
      {
        title: 'Received',
        unit: 'bytesPerSecond',
        description: 'Network traffic in, all interfaces. Compare with the speed of the link.',
      },
      rate('system.network.io', 'received', { where: { direction: ['receive'] } }),
    ),
    stat(
      3,
      {
        title: 'Sent',
        unit: 'bytesPerSecond',
        description: 'Network traffic out, all interfaces. Compare with the speed of the link.',
      },
      rate('system.network.io', 'sent', { where: { direction: ['transmit'] } }),
    ),
    stat(
      3,
      { title: 'Uptime', unit: 'seconds', description: 'Time since boot. A small value nobody planned is a crash.' },
      gauge('system.uptime', 'up', { aggregate: 'last' }),
    ),
  ],
};
