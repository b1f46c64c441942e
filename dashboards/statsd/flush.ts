import { chart, gauge } from '../helpers.ts';
import type { Panel, Row } from '../model.ts';

/** Also on the dashboard of Tidegauge itself. */
export const flushTimes: Panel = chart(
  8,
  {
    title: 'Flush',
    unit: 'milliseconds',
    description:
      'Time to make the points of an interval, in slices between which lines are taken in, and how late it began. Seconds mean too little CPU.',
  },
  gauge('tidegauge.flush.duration', 'mean duration', { field: 'mean' }),
  gauge('tidegauge.flush.duration', 'longest duration', { field: 'upper', aggregate: 'max' }),
  gauge('tidegauge.flush.lateness', 'lateness', { field: 'upper', aggregate: 'max' }),
);

/** Also on the dashboard of Tidegauge itself. */
export const seriesHeld: Panel = chart(
  8,
  {
    title: 'Series held',
    unit: 'count',
    description:
      'Metrics times their tags. Only climbs: a tag has a value per request or user. What goes beyond statsd.max_series is lost.',
  },
  gauge('tidegauge.statsd.series', 'series'),
);

/** Also on the dashboard of Tidegauge itself. */
export const pointsWaiting: Panel = chart(
  8,
  {
    title: 'Points waiting',
    unit: 'count',
    description: 'Points that wait for the store, in the outbox. A count that climbs: the store is down or too slow.',
  },
  gauge('tidegauge.store.queued', 'waiting', { aggregate: 'max' }),
);

/** From series to the store. */
export const flush: Row = { title: 'Flush', panels: [flushTimes, seriesHeld, pointsWaiting] };
