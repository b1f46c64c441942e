import type { Clock } from '../../lifecycle/clock.ts';
import type { Logger } from '../../logging/logger.ts';
import { createSampler } from '../../logging/sample.ts';
import { messageOf } from '../../outcome.ts';
import { floorTo, type PerResolution, rollUps } from '../resolution.ts';
import { checkpoint } from './checkpoint.ts';
import { deleteEvents } from './events.ts';
import { dropChunk, expiredChunks } from './expiry.ts';
import { isDamage } from './faults.ts';
import { forgetSeries } from './forget.ts';
import { makeRoom } from './make-room.ts';
import type { ReopeningSession } from './reopening.ts';
import { rollUpNext, skipWindows } from './roll-up.ts';
import type { Session } from './session.ts';

/** What a round of maintenance works on. */
export interface MaintenanceOptions {
  readonly session: ReopeningSession;
  /** The database file. */
  readonly path: string;
  readonly keep: PerResolution<number>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What goes on beside writing and reading: rolling up, expiry, checkpoints. */
export interface Maintenance {
  /** Does all that is due now, after what is under way. */
  run(): Promise<void>;
  /** No more rounds; waits for the one under way, which ends early. */
  stop(): Promise<void>;
}

/** Rounds come once a minute, this long after it began: when the windows of the minute before may be rolled up. */
const lag = 35_000;
const interval = 60_000;

/** Maintains the database from now on, once a minute. A round that fails is logged, and the next tries again. */
export function startMaintenance({ session, path, keep, clock, logger }: MaintenanceOptions): Maintenance {
  const warn = createSampler(clock, logger.warn);
  const longest = Math.max(...Object.values(keep));
  let stopped = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();

  /** What fails, on a full disk for one, does not keep the steps after it from trying. */
  const attempt = (step: (held: Session) => Promise<void>) =>
    session.use(step).catch(error => warn(() => `maintenance failed and is tried again: ${messageOf(error)}`));
  /** Each step lets writes and reads in between; all are of one moment. */
  const round = async (now: number) => {
    await attempt(held => rollUpAll(held, now));
    await attempt(held => expire(held, now));
    await attempt(makeRoomOrSay);
    await attempt(held => held.write(connection => deleteEvents(connection, now - longest)));
    await attempt(held => checkpoint(held, path));
  };

  const rollUpAll = async (held: Session, now: number) => {
    for (const resolution of rollUps) {
      while (!stopped && (await held.write(connection => rollUpOrSkip(held, connection, resolution, now))));
    }
  };
  const rollUpOrSkip: typeof rollUpNext = async (held, connection, resolution, now) => {
    try {
      return await rollUpNext(held, connection, resolution, now);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // Points that cannot be read must not keep all later ones from being rolled up and expiring.
      warn(() => `windows of ${resolution.name} are skipped, their points are damaged: ${messageOf(error)}`);
      return skipWindows(held, connection, resolution, now);
    }
  };
  const expire = async (held: Session, now: number) => {
    let forget = false;
    for (const chunk of expiredChunks(held, keep, now)) {
      if (stopped) return;
      await held.alone(connection => dropChunk(held, connection, chunk));
      // Shorter ones leave the series' points in those that are kept longest.
      forget ||= keep[chunk.resolution.name] === longest;
    }
    if (forget) await forgetSeries(held);
  };

  const makeRoomOrSay = async (held: Session) => {
    const forgotten = await makeRoom(held);
    if (forgotten === 0) return;
    logger.warn(
      `${held.catalogue.capacity} series are as many as the database takes: the ${forgotten} that were silent longest are forgotten with their points`,
    );
  };

  const run = () => {
    running = running.then(async () => {
      if (!stopped) await round(clock.now());
    });
    return running;
  };
  const schedule = () => {
    if (stopped) return;
    const next = floorTo(interval, clock.now() - lag) + interval + lag;
    cancel = clock.at(next, () => void run().then(schedule));
  };
  schedule();

  return {
    run,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
