/**
 * Which millisecond of its interval a point bears, so that no point of a series overwrites another of the same interval,
 * whichever run of the process made it. `start` and `length` are an interval's between two whole multiples, milliseconds:
 *
 * - `start` itself, or for an interval that was cut short a multiple of {@link grid} behind it: what came in time;
 * - any other millisecond: what came late. Which one says in which second it was flushed, and a second has one such flush
 *   at most (late-seconds.ts).
 *
 * A store that adds the points of a window up still gets the exact sum; a mean over them weighs what came late a little
 * more, within one interval.
 */

/** Times of points that came in time are multiples of this many milliseconds from their interval's start. */
const grid = 10;

/** Whether a point bears the time of what came late: there may be one of its interval with what came in time. */
export function isLateTime(time: number): boolean {
  return time % grid !== 0;
}

/** The first time from `now` on that an interval may bear as its start. */
export function nextStart(now: number, length: number): number {
  const start = now - (now % length);
  return start + Math.ceil((now - start) / grid) * grid;
}

/**
 * The time of points of the interval at `start` that come late and are flushed in `second`, counted from the epoch. Two
 * flushes of an interval bear the same one only when they are a multiple of as many seconds apart as it has such times:
 * of 10 s, of 2.5 hours. That holds for a `length` that was changed meanwhile, too, with what both lengths are multiples of.
 */
export function lateTime(start: number, length: number, second: number): number {
  const turn = second % (length - length / grid);
  return start + 1 + turn + Math.floor(turn / (grid - 1));
}
