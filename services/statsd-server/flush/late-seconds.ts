import type { Clock } from '../../shared/lifecycle/clock.ts';

/** Gives out each second of the wall clock once, counted from the epoch. */
export interface LateSeconds {
  /** The second under way; one of those to come when it is given out. */
  take(): number;
  /** The last that was given out, or may have been. */
  last(): number;
  /** The second under way, or as soon as there is one that is not given out, that. */
  next(): Promise<number>;
}

/** Seconds. */
const farAhead = 5;

/**
 * `given`: the last that a run of the process before this one gave out, as far as that is known. The second in which this is made
 * is never given out either.
 */
export function createLateSeconds(clock: Clock, given = 0): LateSeconds {
  const now = () => Math.floor(clock.now() / 1000);
  let last = Math.max(given, now());
  const take = () => {
    last = Math.max(last + 1, now());
    return last;
  };
  return {
    take,
    last: () => last,
    async next() {
      // After the clock was set back there is no waiting for it: a later second is as good.
      while (now() <= last && last - now() <= farAhead)
        await new Promise<void>(resolve => clock.at((last + 1) * 1000, resolve));
      return take();
    },
  };
}
