import type { Point } from '../../../point.ts';
import type { WriteOutcome } from '../../metric-store.ts';
import { floorTo, minutely, type PerResolution, tenMinutely } from '../../resolution.ts';
import { inPolicy, policies } from '../connection.ts';
import type { RollUpOptions } from './options.ts';
import { createSavedProgress } from './saved-progress.ts';
import { createStep, type RollUpStep } from './step.ts';
import { startLimit } from './time-limit.ts';
import { firstTime, rollUpWindow } from './window.ts';
import { createWindows, type Windows } from './windows.ts';

/** Rolls points up to a minute and to ten, beside the writing of points. */
export interface RollUp {
  /** Writes points by `write`, and has the windows that they lie in rolled up, again if need be. */
  around(points: readonly Point[], write: () => Promise<WriteOutcome>): Promise<WriteOutcome>;
  /** Up to where windows are rolled up; rejects while that cannot be read from the store. */
  rolled(): Promise<PerResolution<number>>;
  /** Rolls up all that is due now, as otherwise happens every ten seconds. */
  run(): Promise<void>;
  /** Rolls up what has been written, over or not, as far as that is done in five seconds; then no more. */
  stop(): Promise<void>;
}

/** Between two rounds, milliseconds. */
const interval = 10_000;
/** Windows after which progress is saved, when there are many to catch up with. */
const windowsPerSave = 60;
/** How long the last round may take, milliseconds. */
const lastRoundLimit = 5000;

/**
 * Rolls up from what is stored, so that it may be done again at any time. That makes it right in the end whatever the
 * order of things: each write, however late, has the windows it touches rolled up after it, and until that is done their
 * times are not among those that {@link RollUp.rolled} calls done, neither here nor, since that is saved before the
 * write, after a crash. What waits in a queue needs no attention: it is a late write when it comes.
 */
export function startRollUp({ connection, keep, clock, logger }: RollUpOptions): RollUp {
  const minutes = createWindows(minutely.width, clock);
  const tens = createWindows(tenMinutely.width, clock);
  const progress = createSavedProgress({ connection, keep, clock, logger, minutes, tens });
  const minuteStep = createStep(connection, minutely, logger);
  const tensStep = createStep(inPolicy(connection, policies['1m']), tenMinutely, logger);
  let stopped = false;
  /** No further window. */
  let halted = false;
  let failing = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();

  /** Rolls up the windows that are due, or all that have begun. */
  async function rollUpEach(
    which: 'due' | 'begun',
    step: RollUpStep,
    windows: Windows,
    after: (start: number) => void,
  ) {
    let count = 0;
    for (const start of windows[which]()) {
      if (halted) return;
      const work = windows.begin(start);
      try {
        if (await rollUpWindow(step, start)) after(start);
        else await skipEmpty(step, windows, start);
      } catch (error) {
        // Later windows have their turn before it comes again: whatever is wrong with this one must not hold them up.
        windows.touch(start);
        throw error;
      } finally {
        work.end();
      }
      count += 1;
      if (count % windowsPerSave === 0) await progress.save();
    }
  }

  async function round(which: 'due' | 'begun'): Promise<void> {
    try {
      await progress.load();
      await rollUpEach(which, minuteStep, minutes, tens.touch);
      await rollUpEach(which, tensStep, tens, () => {});
      await progress.saveAtTimes();
      if (failing) logger.info('points are rolled up again');
      failing = false;
    } catch (error) {
      if (!failing) logger.warn(`points are not rolled up, which is tried again: ${(error as Error).message}`);
      failing = true;
    }
  }

  const run = () => {
    running = running.then(async () => {
      if (!stopped) await round('due');
    });
    return running;
  };
  const schedule = () => {
    if (!stopped) cancel = clock.at(clock.now() + interval, () => void run().then(schedule));
  };
  schedule();

  return {
    async around(points, write) {
      const starts = startsIn(points, clock.now() - keep.raw);
      const ends = starts.map(minutes.beginWrite);
      try {
        await progress.saveIfAhead(Math.min(...starts));
        return await write();
      } finally {
        for (const end of ends) end();
      }
    },
    async rolled() {
      await progress.load();
      return progress.current();
    },
    run,
    async stop() {
      stopped = true;
      halted = true;
      cancel();
      const limit = startLimit(clock, lastRoundLimit);
      // Raw points may be gone when the next process would roll up the last windows; if they are not, it does so again.
      const lastRound = running.then(async () => {
        halted = limit.isOver();
        await round('begun');
      });
      await Promise.race([lastRound, limit.reached]);
      limit.end();
      halted = true;
    },
  };
}

/** After an empty window of a long stretch, goes to the next that is not: a process may have been away for months. */
async function skipEmpty(step: RollUpStep, windows: Windows, start: number): Promise<void> {
  const range = windows.unknownAfter(start);
  if (range) windows.skipUnknown(await firstTime(step, range));
}

/** The minutes that points lie in, as far as these are kept. */
function startsIn(points: readonly Point[], oldest: number): number[] {
  const starts = new Set<number>();
  let last = Number.NaN;
  for (const { time } of points) {
    if (time === last) continue;
    last = time;
    if (time >= oldest) starts.add(floorTo(minutely.width, time));
  }
  return [...starts];
}
