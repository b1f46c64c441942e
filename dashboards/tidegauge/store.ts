import { chart, gauge, rate } from '../helpers.ts';
import type { Row } from '../model.ts';
import { pointsWaiting } from '../statsd/flush.ts';

/** From points to the store. */
export const store: Row = {
  title: 'Outbox and store',
  panels: [
    { ...pointsWaiting, width: 6 },
    chart(
      6,
      {
        title: 'Oldest point waiting',
        unit: 'seconds',
        description:
          'How long the oldest has waited for the store. More than a few intervals: the store is down or too slow. Beyond store.outbox.max_age it is dropped.',
      },
      gauge('tidegauge.store.outbox.age', 'age', { aggregate: 'max' }),
    ),
    chart(
      6,
      {
        title: 'Outbox',
        unit: 'bytes',
        description: 'What waits for the store, on disk. Beyond store.outbox.max_size the oldest is dropped.',
      },
      gauge('tidegauge.store.outbox.size', 'size', { aggregate: 'max' }),
    ),
    chart(
      6,
      {
        title: 'Writes that failed',
        unit: 'perSecond',
        description: 'Should be zero. A retry goes on, a refusal is a loss.',
      },
      rate('tidegauge.store.failures', '{{kind}}', { groupBy: ['kind'] }),
    ),
  ],
};
