import type { Clock } from '../lifecycle/clock.ts';

/** At most one message a second goes through; the next that does says how many did not. */
export function createSampler(
  clock: Pick<Clock, 'now'>,
  log: (message: string) => void,
): (message: () => string) => void {
  let last = Number.NEGATIVE_INFINITY;
  let held = 0;
  return message => {
    const now = clock.now();
    if (now - last < 1000 && now >= last) {
      held += 1;
      return;
    }
    last = now;
    log(held > 0 ? `${message()} (and ${held} more since the last such message)` : message());
    held = 0;
  };
}
