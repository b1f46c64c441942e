/**
 * Which millisecond of its interval a point bears, so that no point of a series overwrites another of the same interval,
 * whichever run of the process made it. `start` and `length` are an interval's between two whole multiples, milliseconds:
 *
 * - `start` itself, or for an interval that was cut short a multiple of {@link grid} behind it: what came in time;
 * - any other millisecond: what came late. Which one says how many intervals later it was flushed, and each interval's
 *   end is only once.
 *
 * A store that adds the points of a window up still gets the exact sum; a mean over them weighs what came late a little
 * more, within one interval.
 */

/** Times of points that came in time are multiples of this many milliseconds from their interval's start. */
const grid = 10;
const day = 86_400_000;

/** The first time from `now` on that an interval may bear as its start. */
export function nextStart(now: number, length: number): number {
  const start = now - (now % length);
  return start + Math.ceil((now - start) / grid) * grid;
}

/** The time of points of the interval at `start` that are flushed `turns` intervals, at least 1, behind it. */
export function lateTime(start: number, turns: number): number {
  return start + turns + Math.floor((turns - 1) / (grid - 1));
}

/** Turns for which {@link lateTime} stays within its interval. */
export function turnsWithin(length: number): number {
  return length - Math.ceil(length / grid);
}

/**
 * How many intervals late a value may be: a day, which is how long points of single intervals are kept by default, and
 * which intervals of 10 s have milliseconds for; shorter ones have fewer (1 s: a quarter of an hour).
 */
export function mostTurnsLate(length: number, reserve: number): number {
  return Math.min(Math.floor(day / length), turnsWithin(length) - reserve);
}
