import type { Reader } from '../cgroup/readings.ts';
import { createGrowth, type Growth } from './growth.ts';
import type { Say } from './say.ts';

/** One concern of one container. */
export interface Metrics {
  /** Reads, and says what it read. False when there was nothing to read. */
  collect(say: Say): boolean;
  close(): void;
}

/** What there is to say of one reading. */
export interface Telling {
  readonly say: Say;
  /** What a counter went up by. */
  readonly grown: Growth['since'];
}

/** Metrics of what `reader` reads, as `tell` puts it. `fromZero` as in {@link createGrowth}. */
export function createMetrics<Reading>(
  reader: Reader<Reading>,
  fromZero: boolean,
  tell: (reading: Reading, telling: Telling) => void,
): Metrics {
  const growth = createGrowth(fromZero);
  return {
    collect(say) {
      const reading = reader.read();
      if (reading === undefined) return false;
      tell(reading, { say, grown: growth.since });
      growth.endReading();
      return true;
    },
    close: () => reader.close(),
  };
}
