import type { Tags } from '../../../../../services/shared/metric.ts';
import type { Point } from '../../../../../services/shared/point.ts';
import type { MetricStore } from '../../../../../services/shared/store/metric-store.ts';
import type { Query } from '../../../../../services/shared/store/query.ts';

/** Opens a fresh, empty store; `close` also removes what it left. */
export type OpenStore = () => Promise<{ store: MetricStore; close(): Promise<void> }>;

/** Every time of the contract lies in the hour from here on: an epoch time in milliseconds, on a whole day. */
export const contractTime = Date.UTC(2025, 5, 1);

/** `seconds` after {@link contractTime}, in epoch milliseconds. */
export const at = (seconds: number) => contractTime + seconds * 1000;

/** A point of the field `value`, `seconds` after {@link contractTime}. */
export const point = (metric: string, tags: Tags, seconds: number, value: number): Point => ({
  metric,
  tags,
  time: at(seconds),
  fields: { value },
});

/** The mean of `value` per minute in the first three minutes, unless told otherwise. */
export const query = (metric: string, changes: Partial<Query> = {}): Query => ({
  metric,
  field: 'value',
  aggregate: 'mean',
  from: at(0),
  to: at(180),
  step: 60_000,
  groupBy: [],
  where: [],
  ...changes,
});

/** What the store answers, windows without a value left out, times in seconds from {@link contractTime}. */
export async function ask(store: MetricStore, asked: Query): Promise<[tags: Tags, points: [number, number][]][]> {
  const series = await store.query(asked);
  return series.map(({ tags, points }) => [
    { ...tags },
    points.flatMap(([time, value]) => (value === null ? [] : [[(time - contractTime) / 1000, value]])),
  ]);
}

/** One name for a metric in every adapter: Telegraf's schema has `_` where others keep the dots. */
export const plainName = (metric: string) => metric.replaceAll('.', '_');

/** Opens a store with `points` in it, hands it to `body`, and closes it whatever happens. */
export async function withStore(
  open: OpenStore,
  points: readonly Point[],
  body: (store: MetricStore) => Promise<void>,
): Promise<void> {
  const { store, close } = await open();
  try {
    const outcome = await store.write(points);
    if (!outcome.ok) throw new Error(`the store did not take the points: ${outcome.reason.message}`);
    await body(store);
  } finally {
    await close();
  }
}
