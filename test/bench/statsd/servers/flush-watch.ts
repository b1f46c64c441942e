/** What the last flush took. */
export interface FlushFigures {
  /** Milliseconds from the end of the interval to the commit. */
  readonly flushMs: number;
  /** The longest time since the end of the interval in which the event loop did nothing else, in milliseconds. */
  readonly longestHoldMs: number;
}

/**
 * Notes how long a flush takes, to the call of `flushed`, and holds up the event loop: flushes begin on whole multiples of
 * the interval.
 */
export function watchFlushes(interval: number): { flushed(): void; last(): FlushFigures } {
  const intervalOf = (time: number) => Math.floor(time / interval);
  let flushMs = 0;
  let longestHoldMs = 0;
  let last = Date.now();
  let lastExact = performance.now();
  setInterval(() => {
    const [now, exact] = [Date.now(), performance.now()];
    const gap = exact - lastExact - 1;
    longestHoldMs = intervalOf(now) === intervalOf(last) ? Math.max(longestHoldMs, gap) : gap;
    last = now;
    lastExact = exact;
  }, 1).unref();
  return {
    flushed() {
      flushMs = Date.now() % interval;
    },
    last: () => ({ flushMs, longestHoldMs }),
  };
}
