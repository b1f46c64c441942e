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
    let timer: NodeJS.Timeout;
    const due = performance.now() + (time - Date.now());
    const wait = () => {
      const left = Math.min(time - Date.now(), due - performance.now());
      timer = left <= 0 ? setTimeout(action, 0) : setTimeout(wait, Math.min(left, longestSleep));
    };
    wait();
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
