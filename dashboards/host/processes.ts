import { bars, chart, gauge, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

/** Which processes there are, and which weigh most. */
export const processes: Row = {
  title: 'Processes',
  panels: [
    bars(
      6,
      {
        title: 'Heaviest by CPU',
        unit: 'fraction',
        description: 'Share of all cores, all processes of a name together. One that stays high is the first suspect.',
      },
      gauge('process.cpu.utilization', '{{process}}', { groupBy: ['process'] }),
    ),
    bars(
      6,
      {
        title: 'Heaviest by memory',
        unit: 'bytes',
        description: 'Resident memory, all processes of a name together. One that only grows leaks.',
      },
      gauge('process.memory.usage', '{{process}}', { groupBy: ['process'] }),
    ),
    chart(
      6,
      {
        title: 'Processes by state',
        unit: 'count',
        description: 'Blocked ones wait for a disk; zombies wait for a parent that does not care for them.',
        stacked: true,
      },
      gauge('system.process.count', '{{status}}', { groupBy: ['status'] }),
    ),
    chart(
      6,
      {
        title: 'Processes started',
        unit: 'perSecond',
        description: 'Forks. A jump that stays is often a script or a health check that starts over and over.',
      },
      rate('system.process.created', 'started'),
    ),
  ],
};
