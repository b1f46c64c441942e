import type { Part } from '../shared/part.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import type { MetricStore } from '../shared/store/metric-store.ts';

/** Makes the store's size a self-metric, once it tells one; what is returned asks it, unless it still owes an answer. */
export function createSizeWatch(store: Pick<MetricStore, 'health'>, selfMetrics: SelfMetrics): () => Promise<void> {
  let bytes: number | undefined;
  let asking = false;
  selfMetrics.gauge('tidegauge.store.size', () => bytes);
  return async () => {
    if (asking) return;
    asking = true;
    const health = await store.health();
    bytes = health.ok ? health.value.bytes : undefined;
    asking = false;
  };
}

/** Where the points lie, or why they cannot be had, for the start-up table. */
export async function describeStore(store: Pick<MetricStore, 'health'>): Promise<Part> {
  const health = await store.health();
  if (health.ok) return { name: 'store', state: 'ok', detail: health.value.detail };
  return { name: 'store', state: 'down', detail: `${health.reason}; points wait in memory until it answers` };
}
