import type { Point } from '../../shared/point.ts';
import type { SeriesTable } from '../series/series-table.ts';

/** The points of every series that got something since the last call, stamped with `time`; `now` marks these as active. */
export function flushSeries(table: SeriesTable, time: number, now: number): Point[] {
  const points: Point[] = [];
  for (const series of table.all()) {
    const fields = series.aggregate.flush();
    if (!fields) continue;
    series.lastActive = now;
    points.push({ metric: series.metric, tags: series.tags, fields, time });
  }
  return points;
}
