import { chart, gauge, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

/** Memory, and the traffic when there is too little of it. */
export const memory: Row = {
  title: 'Memory',
  panels: [
    chart(
      12,
      {
        title: 'Memory by state',
        unit: 'bytes',
        description: 'All of the machine’s memory. Cached memory can be given back; used memory cannot.',
        stacked: true,
      },
      gauge('system.memory.usage', '{{state}}', { groupBy: ['state'] }),
    ),
    chart(
      6,
      {
        title: 'Swapping',
        unit: 'perSecond',
        description: 'Pages swapped in and out. More than a few for long: memory is too small for what runs.',
      },
      rate('system.paging.operations', '{{direction}}', { groupBy: ['direction'] }),
    ),
    chart(
      6,
      {
        title: 'Page faults',
        unit: 'perSecond',
        description: 'Major faults wait for a disk. Many of them make everything slow.',
      },
      rate('system.paging.faults', '{{type}}', { groupBy: ['type'] }),
    ),
  ],
};
