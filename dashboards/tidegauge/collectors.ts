import { chart, gauge, rate } from '../helpers.ts';
import type { Row } from '../model.ts';

/** Whether logs and samples keep up. */
export const collectors: Row = {
  title: 'Logs and collectors',
  panels: [
    chart(
      8,
      { title: 'Log lines read', unit: 'perSecond', description: 'All sources. Zero: nothing is read.' },
      rate('tidegauge.log.lines', 'lines'),
    ),
    chart(
      8,
      {
        title: 'Behind in logs',
        unit: 'bytes',
        description: 'Written to logs but not yet read. A size that climbs: more is logged than can be read.',
      },
      gauge('tidegauge.log.behind', 'behind', { aggregate: 'max' }),
    ),
    chart(
      8,
      {
        title: 'Time of a sample',
        unit: 'milliseconds',
        description: 'Longest round of each source. One that nears the flush interval comes late.',
      },
      gauge('tidegauge.collect.duration', '{{source}}', { field: 'upper', aggregate: 'max', groupBy: ['source'] }),
    ),
  ],
};
