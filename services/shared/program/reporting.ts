import type { Clock } from '../lifecycle/clock.ts';
import { startSampling } from '../lifecycle/sampling.ts';

/** Something that is said once an interval. */
export interface Reporting {
  /** Takes over another interval, milliseconds. */
  every(interval: number): Promise<void>;
  stop(): Promise<void>;
}

/** Calls `report` once an `interval` (milliseconds), shortly before its end. */
export function startReporting(clock: Clock, interval: number, report: () => void): Reporting {
  const start = (interval: number) => startSampling({ clock, interval }, async () => report());
  let current = interval;
  let stop = start(interval);
  return {
    async every(next) {
      if (next === current) return;
      current = next;
      await stop();
      stop = start(next);
    },
    stop: () => stop(),
  };
}
