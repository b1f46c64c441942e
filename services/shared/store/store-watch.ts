import type { Clock } from '../lifecycle/clock.ts';
import { startSampling } from '../lifecycle/sampling.ts';
import type { Part } from '../part.ts';
import type { MetricStore, StoreHealth } from './metric-store.ts';

/** What is asked of the store, and by which clock. */
export interface StoreWatchOptions {
  readonly store: Pick<MetricStore, 'health'>;
  readonly clock: Clock;
  /** What follows from a store that does not answer, for whoever reads the part. */
  readonly meanwhile: string;
}

/** How the store was when it was last asked. */
export interface StoreWatch {
  /** Resolves with the first answer. */
  readonly settled: Promise<void>;
  /** Where the points lie, or why they cannot be had. */
  part(): Part;
  /** The store's size; undefined while it tells none. */
  bytes(): number | undefined;
  stop(): void;
}

/** Between two questions, milliseconds. */
const interval = 10_000;

/** Asks the store how it is, every ten seconds. */
export function watchStore({ store, clock, meanwhile }: StoreWatchOptions): StoreWatch {
  let health: StoreHealth | undefined;
  let onSettled = () => {};
  const settled = new Promise<void>(resolve => {
    onSettled = resolve;
  });
  const stop = startSampling({ clock, interval }, async () => {
    health = await store.health();
    onSettled();
  });
  return {
    settled,
    part() {
      if (!health) return { name: 'store', state: 'ok', detail: 'has not answered yet' };
      return health.ok
        ? { name: 'store', state: 'ok', detail: health.value.detail }
        : { name: 'store', state: 'down', detail: `${health.reason}; ${meanwhile}` };
    },
    bytes: () => (health?.ok ? health.value.bytes : undefined),
    // The store's own end waits for a question under way.
    stop: () => void stop(),
  };
}
