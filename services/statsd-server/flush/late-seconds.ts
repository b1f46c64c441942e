import type { Clock } from '../../shared/lifecycle/clock.ts';

/** Gives out each second of the wall clock once, counted from the epoch. */
export interface LateSeconds {
  /** The second under way, or undefined when it is given out. */
  take(): number | undefined;
  /** The second under way, or the one after it when that is given out. */
  next(): Promise<number>;
}

/** The second in which this is made is never given out: a run of the process before this one may have had it. */
export function createLateSeconds(clock: Clock): LateSeconds {
  const now = () => Math.floor(clock.now() / 1000);
  let last = now();
  const take = () => {
    const second = now();
    if (second === last) return undefined;
    last = second;
    return second;
  };
  return {
    take,
    async next() {
      for (;;) {
        const second = take();
        if (second !== undefined) return second;
        await new Promise<void>(resolve => clock.at((last + 1) * 1000, resolve));
      }
    },
  };
}
