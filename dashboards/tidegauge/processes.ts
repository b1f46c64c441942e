import { chart, gauge } from '../helpers.ts';
import type { Row } from '../model.ts';

/** What each service costs. */
export const processes: Row = {
  title: 'Process',
  panels: [
    chart(
      12,
      { title: 'Memory', unit: 'bytes', description: 'Resident memory. A size that only climbs is a leak.' },
      gauge('tidegauge.process.memory.usage', '{{service}}', { groupBy: ['service'] }),
    ),
    chart(
      12,
      {
        title: 'CPU, cores',
        unit: 'cores',
        description: 'Cores used. More than a tenth for long deserves a look at what is received.',
      },
      gauge('tidegauge.process.cpu.utilization', '{{service}}', { groupBy: ['service'] }),
    ),
  ],
};
