import type { PerResolution } from '../resolution.ts';

/** Which times are taken now. */
export interface WritableTimes {
  /** Epoch milliseconds. */
  readonly now: number;
  /** For how many milliseconds each resolution is kept. */
  readonly keep: PerResolution<number>;
}

/** What is further ahead of the clock, in milliseconds, is not taken: it would expire late or never. */
export const farthestAhead = 3_600_000;
