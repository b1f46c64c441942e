import type { Part } from '../shared/part.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import type { MetricStore } from '../shared/store/metric-store.ts';

/** Makes the store's size a self-metric, if it tells its size; what is returned looks at it again. */
export async function watchStoreSize(store: MetricStore, selfMetrics: SelfMetrics): Promise<() => Promise<void>> {
  let bytes = await sizeOf(store);
  if (bytes === undefined) return async () => {};
  selfMetrics.gauge('tidegauge.store.size', () => bytes ?? 0);
  return async () => {
    bytes = (await sizeOf(store)) ?? bytes;
  };
}

async function sizeOf(store: MetricStore): Promise<number | undefined> {
  const health = await store.health();
  return health.ok ? health.value.bytes : undefined;
}

/** Where the points lie, or why they cannot be had, for the start-up table. */
export async function describeStore(store: MetricStore): Promise<Part> {
  const health = await store.health();
  return health.ok
    ? { name: 'store', state: 'ok', detail: health.value.detail }
    : { name: 'store', state: 'down', detail: health.reason, remedy: 'points wait in memory until it answers' };
}
