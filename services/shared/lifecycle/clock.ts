/** Time, passed in so that tests can hold it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Runs `action` once at or after `time` (epoch ms); when the clock is set back meanwhile, after as long as it was until
   * then. Returns what takes that back.
   */
  at(time: number, action: () => void): () => void;
}

/** A timer sleeps no longer than this, so that a wall clock that is set forward is noticed. */
const longestSleep = 1000;

/** The machine's wall clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at(time, action) {
    // Of a clock that nobody sets. A moment later, so that no action finds the wall clock short of its time.
    const due = performance.now() + (time - Date.now()) + 1;
    const left = () => Math.min(time - Date.now(), due - performance.now());
    // Rounded up: a timer that fired a part of a millisecond early would have to be set once more.
    const sleep = (wait: number) => setTimeout(look, Math.min(Math.ceil(wait), longestSleep));
    const look = () => {
      const wait = left();
      if (wait > 0) timer = sleep(wait);
      else action();
    };
    let timer = sleep(left());
    return () => clearTimeout(timer);
  },
};

/** What `promise` resolves or rejects to, or undefined when that takes longer than `milliseconds` of the clock's time. */
export function within<Value>(clock: Clock, milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + milliseconds, () => resolve(undefined));
    promise.then(resolve, reject).finally(cancel);
  });
}

/** Resolves after `milliseconds` of the clock's time. */
export function delay(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise(resolve => clock.at(clock.now() + milliseconds, resolve));
}
