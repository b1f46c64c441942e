import { createDeltas } from '../../shared/kernel/deltas.ts';

/** What the counters of one container went up by from one reading to the next. */
export interface Growth {
  /** 0 at the first reading of a container that ran before anyone looked. */
  since(key: string, value: number): number;
  /** Ends a reading that succeeded. */
  endReading(): void;
}

/**
 * Counters of a container start at zero when it does: with `fromZero` its first reading is what they went up by, so that
 * what happened before is not missed. One that first shows in a later reading (an interface, a disk) started in between.
 */
export function createGrowth(fromZero: boolean): Growth {
  const deltas = createDeltas();
  let first = true;
  return {
    since: (key, value) => deltas.since(key, value) ?? (fromZero || !first ? value : 0),
    endReading() {
      deltas.endRound();
      first = false;
    },
  };
}
