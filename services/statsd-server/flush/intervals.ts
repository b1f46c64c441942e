import type { Clock } from '../../shared/lifecycle/clock.ts';
import { nextStart } from './stamps.ts';

/** A half-open span of time, epoch milliseconds, whose aggregates become points stamped with its start. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Start, in epoch milliseconds, of the interval of so many milliseconds in which a time in epoch seconds lies. */
export const startAround = (seconds: number, length: number): number => Math.floor((seconds * 1000) / length) * length;

/** How the wall clock is cut. */
export interface IntervalOptions {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly length: number;
  /** Start of the last interval of the cut before this one, whose points bear that time already. */
  readonly after?: number | undefined;
}

/** The first interval is cut short, so that a fresh start soon has something to show. */
export const firstCut = 2000;

/**
 * Cuts the time from now on into intervals that end on whole multiples of the length: each begins where the last one
 * ended, so a late call keeps its interval's times. The first, which begins now, is stamped with its own start rather than with
 * the multiple before it (see stamps.ts): what was flushed before a restart in that interval stays. `flush` gets each as it ends.
 */
export function startIntervals({ clock, length, after }: IntervalOptions, flush: (interval: Interval) => void) {
  let start = nextStart(firstTime(clock.now(), after), length);
  let cancel = () => {};

  const schedule = (end: number) => {
    cancel = clock.at(end, () => {
      flush({ start, end });
      const now = clock.now();
      // After a sleep of the machine the time that passed is skipped, not flushed interval by interval. After the clock
      // was set back a start of its own keeps apart from the points that bear the same times already.
      start = now < end - length ? nextStart(now, length) : Math.max(end, Math.floor(now / length) * length);
      schedule(start + length - (start % length));
    });
  };
  const nextMultiple = start - (start % length) + length;
  schedule(nextMultiple - start > firstCut ? start + firstCut : nextMultiple);

  return {
    /** Start of the interval under way. */
    running: () => start,
    /** Ends the interval under way now, for the last flush. */
    stop(): void {
      cancel();
      flush({ start, end: Math.max(start, clock.now()) }); // it may have been about to begin
    },
  };
}

/** Now, or behind `after` when that is so near that one interval would bear the time of the other; not after the clock was set back far. */
function firstTime(now: number, after = Number.NEGATIVE_INFINITY): number {
  return after >= now && after - now < firstCut ? after + 1 : now;
}
