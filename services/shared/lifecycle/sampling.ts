import type { Clock } from './clock.ts';

/** When a collector looks: shortly before each interval ends, so that what it says lands in that interval. */
export interface SamplingOptions {
  readonly clock: Clock;
  /** Milliseconds; samples lie this far apart, on wall-clock multiples less the lead. */
  readonly interval: number;
}

/** The last moment before an interval's end that leaves time for the sample to arrive in it. */
const longestLead = 500;
/** The first samples come early, so that a fresh start has something to show. */
const earlySample = 1000;

/**
 * Calls `sample` at once (most sources need a first reading to compare with), again after a second, then
 * once an interval, never twice at a time: a sample that takes longer than the interval makes the next one late.
 * A sample must not reject. Returns a function that stops the sampling and waits for one under way.
 */
export function startSampling({ clock, interval }: SamplingOptions, sample: () => Promise<void>): () => Promise<void> {
  const lead = Math.min(longestLead, interval / 4);
  let stopped = false;
  let cancel = () => {};
  let running = sample();
  const next = (now: number) => (Math.floor((now + lead) / interval) + 1) * interval - lead;
  const schedule = (time: number) => {
    if (stopped) return;
    cancel = clock.at(time, () => {
      running = running.then(sample);
      void running.then(() => schedule(next(clock.now())));
    });
  };
  const started = clock.now();
  void running.then(() => schedule(Math.min(started + earlySample, next(clock.now()))));
  return async () => {
    stopped = true;
    cancel();
    await running;
  };
}
