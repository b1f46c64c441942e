import { chart, gauge } from '../helpers.ts';
import type { Row } from '../model.ts';
import { busyModes } from './modes.ts';

/** What the cores do, and whether work waits for them. */
export const cpu: Row = {
  title: 'CPU',
  panels: [
    chart(
      12,
      {
        title: 'CPU by mode',
        unit: 'fraction',
        description:
          'Share of all cores’ time. Much iowait: disks are slow. Much steal: the hypervisor gives the time to others.',
        stacked: true,
        max: 1,
      },
      gauge('system.cpu.utilization', '{{mode}}', {
        groupBy: ['mode'],
        where: { mode: [...busyModes, 'iowait'] },
      }),
    ),
    chart(
      12,
      {
        title: 'Load and cores',
        unit: 'count',
        description: 'Load averages against the number of cores. Above the cores for long, work waits.',
      },
      gauge('system.cpu.load_average.1m', '1 min'),
      gauge('system.cpu.load_average.5m', '5 min'),
      gauge('system.cpu.load_average.15m', '15 min'),
      gauge('system.cpu.logical.count', 'cores'),
    ),
  ],
};
