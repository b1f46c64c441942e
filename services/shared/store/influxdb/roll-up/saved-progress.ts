import { floorTo, tenMinutely } from '../../resolution.ts';
import { type Connection, inPolicy, policies } from '../connection.ts';
import { createLineWriter } from '../line-writer.ts';
import { createReader } from '../reader.ts';
import type { RollUpOptions } from './options.ts';
import { type Progress, readProgress, resolutionLines } from './progress.ts';
import type { Windows } from './windows.ts';

/** How far the roll-up has come, in memory and in the store. */
export interface SavedProgress {
  /** Takes up where the store says that an earlier process stopped; once. Rejects while the store cannot be read. */
  load(): Promise<void>;
  /** All windows before these times are rolled up. */
  current(): Progress['rolled'];
  /** Rejects when the store does not take it. */
  save(): Promise<void>;
  /** Saves what has changed, or when the last time is a minute ago: what is kept moves on. */
  saveAtTimes(): Promise<void>;
  /**
   * To be done before points are written, the oldest at the time given: saves when the store says more than will be true,
   * so that windows rolled up before are done again even if the process dies then. It never rejects: the points matter
   * more.
   */
  saveIfAhead(oldest: number): Promise<void>;
}

const minute = 60_000;

/** What {@link createSavedProgress} works with: the windows it speaks of. */
export interface SavedProgressOptions extends RollUpOptions {
  readonly minutes: Windows;
  readonly tens: Windows;
}

/** A bucket just made need not be looked through window by window. */
const holdsPoints = async (connection: Connection) => (await createReader(connection)('SHOW FIELD KEYS')).length > 0;

/** Progress that is not loaded yet. */
export function createSavedProgress(options: SavedProgressOptions): SavedProgress {
  const { connection, keep, clock, logger, minutes, tens } = options;
  const place = inPolicy(connection, policies.resolutions);
  const ask = createReader(place);
  const writeLines = createLineWriter(place, logger);
  let loading: Promise<void> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let savedAt = Number.NEGATIVE_INFINITY;
  let began = Number.POSITIVE_INFINITY;
  /** The latest times that the store may have. */
  let claimed: Progress = { rolled: { raw: 0, '1m': 0, '10m': 0 }, began };

  const current = (): Progress['rolled'] => {
    const rolled = minutes.rolled();
    const ofTens = Math.min(tens.rolled(), floorTo(tenMinutely.width, rolled));
    return { raw: Number.POSITIVE_INFINITY, '1m': rolled, '10m': ofTens };
  };

  async function load(): Promise<void> {
    const saved = await readProgress(ask);
    const holds = {
      raw: await holdsPoints(connection),
      '1m': await holdsPoints(inPolicy(connection, policies['1m'])),
    };
    const now = clock.now();
    // From where an earlier process stopped, not from where points expire: InfluxDB drops them later than that, up to a day.
    const since = saved?.rolled ?? { '1m': now - keep.raw, '10m': now - keep['1m'] };
    // What an earlier process wrote last may be ahead of the clock by a little.
    if (holds.raw) minutes.touchAll(since['1m'], now + minute);
    if (holds['1m']) tens.touchAll(since['10m'], now + minute);
    began = Math.min(began, saved?.began ?? (holds.raw || holds['1m'] ? 0 : now));
    if (saved) claimed = saved;
  }

  async function saveNow(): Promise<void> {
    const next = { rolled: current(), began };
    const now = clock.now();
    const before = claimed;
    claimed = {
      rolled: {
        raw: next.rolled.raw,
        '1m': Math.max(before.rolled['1m'], next.rolled['1m']),
        '10m': Math.max(before.rolled['10m'], next.rolled['10m']),
      },
      began: Math.max(before.began, next.began),
    };
    const items = resolutionLines(connection, { keep, ...next, now });
    const outcome = await writeLines({ items, lineOf: line => line, precision: 'ms' });
    if (!outcome.ok) throw new Error(outcome.reason.message);
    claimed = next;
    savedAt = now;
  }

  const loadOnce = () => {
    loading ??= load().catch(error => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const save = () => {
    const next = saving.catch(() => {}).then(saveNow);
    saving = next;
    // Whoever asked hears of a failure; nobody else must.
    next.catch(() => {});
    return next;
  };
  const isAhead = () => {
    const { rolled } = claimed;
    const next = current();
    return next['1m'] < rolled['1m'] || next['10m'] < rolled['10m'] || began < claimed.began;
  };

  return {
    load: loadOnce,
    current,
    save,
    async saveAtTimes() {
      const { rolled } = claimed;
      const next = current();
      const same = next['1m'] === rolled['1m'] && next['10m'] === rolled['10m'];
      if (!same || savedAt + minute <= clock.now()) await save();
    },
    async saveIfAhead(oldest) {
      try {
        // What the store says must be known before these points may make it wrong.
        await loadOnce();
        began = Math.min(began, oldest);
        if (isAhead()) await save();
      } catch {
        // The next round tells what is wrong.
      }
    },
  };
}
