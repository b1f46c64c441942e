import type { MetricStore } from '../../shared/store/metric-store.ts';
import type { Query } from '../../shared/store/query.ts';

/**
 * How many series a query has: no more than what is answered where that is at most `enough`, else exactly as many.
 * Asked before the query itself, whose answer might not fit in memory: anyone who sends StatsD can make many series.
 */
export async function countSeries(store: MetricStore, query: Query, enough: number): Promise<number> {
  const { metric, groupBy, where, from, to } = query;
  const counts = await Promise.all(
    groupBy.map(async tag => {
      const filter = where.find(one => one.tag === tag);
      // One more, of the series that do not have the tag.
      return filter ? filter.values.length : (await store.tagValues(tag, metric)).length + 1;
    }),
  );
  const most = counts.reduce((product, count) => product * count, 1);
  if (most <= enough) return most;
  // Windows lie on multiples of the step, so one as wide as the time from 1970 to `from` begins there, and holds a range
  // up to as long. A longer range began before there were metrics.
  return (await store.query({ ...query, aggregate: 'count', step: Math.max(from, to - from) })).length;
}
