import type { Clock } from '../../services/shared/lifecycle/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Goes to `time`, running what falls due on the way, in order, each with what it set off. */
  advanceTo(time: number): Promise<void>;
  advance(milliseconds: number): Promise<void>;
}

/** Lets promises that are ready run to their ends. */
const settle = () => new Promise<void>(resolve => setImmediate(resolve));

/** A clock that stands at `start`, epoch milliseconds. */
export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start;
  const due: { time: number; action: () => void }[] = [];
  const clock: FakeClock = {
    now: () => now,
    at(time, action) {
      const entry = { time, action };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index >= 0) due.splice(index, 1);
      };
    },
    async advanceTo(time) {
      await settle();
      for (;;) {
        const next = due.filter(entry => entry.time <= time).sort((a, b) => a.time - b.time)[0];
        if (!next) break;
        due.splice(due.indexOf(next), 1);
        now = Math.max(now, next.time);
        next.action();
        await settle();
      }
      now = time;
    },
    advance: milliseconds => clock.advanceTo(now + milliseconds),
  };
  return clock;
}
