import { messageOf } from '../../shared/outcome.ts';
import type { MetricStore } from '../../shared/store/metric-store.ts';

/** The store could not be reached, as opposed to a mistake of ours. */
export class StoreUnreachable extends Error {}

/** The same store, whose reads reject with {@link StoreUnreachable}. */
export function createWatchedStore(store: MetricStore): MetricStore {
  const watched = async <Value>(read: Promise<Value>): Promise<Value> => {
    try {
      return await read;
    } catch (error) {
      const reason = messageOf(error);
      throw new StoreUnreachable(`the store cannot be reached: ${reason}`);
    }
  };
  return {
    write: points => store.write(points),
    writeEvents: events => store.writeEvents(events),
    query: query => watched(store.query(query)),
    events: (range, where, limit) => watched(store.events(range, where, limit)),
    metrics: where => watched(store.metrics(where)),
    tagValues: (tag, metric) => watched(store.tagValues(tag, metric)),
    health: () => store.health(),
    close: () => store.close(),
  };
}
