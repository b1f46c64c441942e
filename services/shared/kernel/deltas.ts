/** What the kernel's ever-growing counters went up by from one round of readings to the next. */
export interface Deltas {
  /** Up by how much since the last round; undefined at first sight; `value` itself when the counter began again at zero. */
  since(key: string, value: number): number | undefined;
  /** Ends a round: counters that were not seen in it are forgotten. */
  endRound(): void;
}

/** No counter seen yet. */
export function createDeltas(): Deltas {
  let before = new Map<string, number>();
  let seen = new Map<string, number>();
  return {
    since(key, value) {
      const last = before.get(key);
      seen.set(key, value);
      if (last === undefined) return undefined;
      return value < last ? value : value - last;
    },
    endRound() {
      before = seen;
      seen = new Map();
    },
  };
}
