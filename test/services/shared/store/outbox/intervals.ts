import type { Point } from '../../../../../services/shared/point.ts';

/** Points of each interval of the tests that kill. */
export const pointsPerInterval = 200;

/** What an interval with this number is made of: its number is the time, and the value can be told from series and time. */
export const intervalPoints = (interval: number): Point[] =>
  Array.from({ length: pointsPerInterval }, (_, series) => ({
    metric: `m${series}`,
    tags: { host: 'h' },
    fields: { value: series * 1e6 + interval },
    time: interval,
  }));
