import type { Logger } from '../../../logging/logger.ts';
import type { Point } from '../../../point.ts';
import type { WriteOutcome } from '../../metric-store.ts';
import type { Reach } from '../../plan.ts';
import { floorTo } from '../../resolution.ts';
import { type Connection, inPolicy } from '../connection.ts';
import { pointLine } from '../line-protocol.ts';
import { createLineWriter } from '../line-writer.ts';
import { type Ask, createReader, createStream } from '../reader.ts';
import type { RollUpOptions } from './options.ts';
import { policies } from './progress.ts';
import { createSavedProgress } from './saved-progress.ts';
import { rawRows, rolledRows } from './summary.ts';
import { type RollUpStep, rollUpWindow } from './window.ts';
import { createWindows, type Windows } from './windows.ts';

/** Rolls points up to a minute and to ten, beside the writing of points. */
export interface RollUp {
  /** Writes points by `write`, and has the windows that they lie in rolled up, again if need be. */
  around(points: readonly Point[], write: () => Promise<WriteOutcome>): Promise<WriteOutcome>;
  /** Up to where windows are rolled up; rejects while that cannot be read from the store. */
  rolled(): Promise<Reach['rolled']>;
  /** Rolls up all that is due now, as otherwise happens every ten seconds. */
  run(): Promise<void>;
  /** No more; waits for the window under way. */
  stop(): Promise<void>;
}

/** Between two rounds, milliseconds. */
const interval = 10_000;
/** Windows after which progress is saved, when there are many to catch up with. */
const windowsPerSave = 60;

/**
 * Rolls up from what is stored, so that it may be done again at any time. That makes it right in the end whatever the
 * order of things: each write, however late, has the windows it touches rolled up after it, and until that is done their
 * times are not among those that {@link RollUp.rolled} calls done, neither here nor, since that is saved before the
 * write, after a crash. What waits in a queue needs no attention: it is a late write when it comes.
 */
export function startRollUp({ connection, keep, clock, logger }: RollUpOptions): RollUp {
  const minutes = createWindows(60_000, clock);
  const tens = createWindows(600_000, clock);
  const progress = createSavedProgress({ connection, keep, clock, logger, minutes, tens });
  const minuteStep = stepOf(connection, '1m', logger);
  const tensStep = stepOf(inPolicy(connection, policies['1m']), '10m', logger);
  let stopped = false;
  let failing = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();

  async function rollUpDue(step: RollUpStep, windows: Windows, after: (start: number) => void): Promise<void> {
    let count = 0;
    for (const start of windows.due()) {
      if (stopped) return;
      const work = windows.begin(start);
      try {
        await rollUpWindow(step, start);
        after(start);
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

  async function round(): Promise<void> {
    try {
      await progress.load();
      minutes.forget(clock.now() - keep.raw);
      tens.forget(clock.now() - keep['1m']);
      await rollUpDue(minuteStep, minutes, tens.touch);
      await rollUpDue(tensStep, tens, () => {});
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
      if (!stopped) await round();
    });
    return running;
  };
  const schedule = () => {
    if (!stopped) cancel = clock.at(clock.now() + interval, () => void run().then(schedule));
  };
  schedule();

  return {
    async around(points, write) {
      const now = clock.now();
      const ends = startsIn(points, now - keep.raw).map(minutes.beginWrite);
      try {
        await progress.saveIfAhead();
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
      cancel();
      await running;
    },
  };
}

/** The minutes that points lie in, as far as these are kept. */
function startsIn(points: readonly Point[], oldest: number): number[] {
  const starts = new Set<number>();
  let last = Number.NaN;
  for (const { time } of points) {
    if (time === last) continue;
    last = time;
    if (time >= oldest) starts.add(floorTo(60_000, time));
  }
  return [...starts];
}

function stepOf(source: Connection, name: '1m' | '10m', logger: Logger): RollUpStep {
  const writeLines = createLineWriter(inPolicy(source, policies[name]), logger);
  const ask: Ask = createReader(source);
  return {
    name,
    width: name === '1m' ? 60_000 : 600_000,
    ask,
    stream: createStream(source),
    rows: name === '1m' ? rawRows : rolledRows,
    write: points => writeLines({ items: points, lineOf: pointLine, precision: 'ms' }),
  };
}
