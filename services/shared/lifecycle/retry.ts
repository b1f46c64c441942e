import type { Clock } from './clock.ts';

/** Milliseconds before the first try after a failure, and at most: twice as long each time. */
const shortestDelay = 1000;
const longestDelay = 30_000;

/** Tries something again and again, with longer and longer waits. */
export interface Retry {
  /** It failed: it is tried again after a while. */
  later(): void;
  /** Whether it waits for that. */
  waiting(): boolean;
  /** It went well: the next wait is a short one. */
  succeeded(): void;
  /** Waits no longer. */
  cancel(): void;
}

/** Does not wait yet. */
export function createRetry(clock: Clock, action: () => void): Retry {
  let delay = shortestDelay;
  let cancel: (() => void) | undefined;
  return {
    later() {
      cancel = clock.at(clock.now() + delay, () => {
        cancel = undefined;
        action();
      });
      delay = Math.min(2 * delay, longestDelay);
    },
    waiting: () => cancel !== undefined,
    succeeded() {
      delay = shortestDelay;
    },
    cancel() {
      cancel?.();
      cancel = undefined;
    },
  };
}
