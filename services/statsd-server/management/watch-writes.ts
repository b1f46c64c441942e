import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { MetricStore } from '../../shared/store/metric-store.ts';
import type { BackendState } from './state.ts';

/** A store's writes, seen from outside. */
export interface WatchedWrites {
  readonly store: Pick<MetricStore, 'write' | 'writeEvents'>;
  state(): BackendState;
}

/** Notes how the writes of points go, for the command `stats`. */
export function watchWrites(
  name: string,
  store: Pick<MetricStore, 'write' | 'writeEvents'>,
  clock: Clock,
): WatchedWrites {
  let lastFlush: number | undefined;
  let lastException: number | undefined;
  let flushTime = 0;
  return {
    store: {
      async write(points) {
        const began = clock.now();
        const outcome = await store.write(points);
        flushTime = clock.now() - began;
        if (outcome.ok) lastFlush = began;
        else lastException = began;
        return outcome;
      },
      writeEvents: events => store.writeEvents(events),
    },
    state: () => ({ name, lastFlush, lastException, flushTime }),
  };
}
