import { floorTo } from '../../resolution.ts';
import { type Connection, inPolicy } from '../connection.ts';
import { createLineWriter } from '../line-writer.ts';
import { createReader } from '../reader.ts';
import type { RollUpOptions } from './options.ts';
import { policies, readRolled, resolutionLines, type Times } from './progress.ts';
import type { Windows } from './windows.ts';

/** How far the roll-up has come, in memory and in the store. */
export interface SavedProgress {
  /** Takes up where the store says that an earlier process stopped; once. */
  load(): Promise<void>;
  /** All windows before these times are rolled up. */
  current(): Times;
  /** Rejects when the store does not take it. */
  save(): Promise<void>;
  /** Saves what has changed, or when the last time is a minute ago: what is kept moves on. */
  saveAtTimes(): Promise<void>;
  /**
   * Saves when the store may say more than is true: to be done before points are written in windows rolled up, so that
   * these are done again even if the process dies then. It never rejects: the points matter more.
   */
  saveIfAhead(): Promise<void>;
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
  let loaded = false;
  let saving: Promise<void> = Promise.resolve();
  let savedAt = Number.NEGATIVE_INFINITY;
  /** The latest times that the store may have. */
  let claimed: Times = { raw: 0, '1m': 0, '10m': 0 };

  const current = (): Times => {
    const rolled = minutes.rolled();
    return { raw: Number.POSITIVE_INFINITY, '1m': rolled, '10m': Math.min(tens.rolled(), floorTo(600_000, rolled)) };
  };

  async function load(): Promise<void> {
    const rolled = await readRolled(ask);
    const now = clock.now();
    // What an earlier process wrote last may be ahead of the clock by a little.
    if (await holdsPoints(connection)) minutes.touchAll(Math.max(rolled['1m'], now - keep.raw), now + minute);
    if (await holdsPoints(inPolicy(connection, policies['1m']))) {
      tens.touchAll(Math.max(rolled['10m'], now - keep['1m']), now + minute);
    }
    claimed = rolled;
    loaded = true;
  }

  async function saveNow(): Promise<void> {
    const next = current();
    const now = clock.now();
    const before = claimed;
    claimed = {
      raw: next.raw,
      '1m': Math.max(before['1m'], next['1m']),
      '10m': Math.max(before['10m'], next['10m']),
    };
    const items = resolutionLines(connection, keep, next, now);
    const outcome = await writeLines({ items, lineOf: line => line, precision: 'ms' });
    if (!outcome.ok) throw new Error(outcome.reason.message);
    claimed = next;
    savedAt = now;
  }

  const save = () => {
    const next = saving.catch(() => {}).then(saveNow);
    saving = next;
    // Whoever asked hears of a failure; nobody else must.
    next.catch(() => {});
    return next;
  };
  const isAhead = () => {
    const next = current();
    return next['1m'] < claimed['1m'] || next['10m'] < claimed['10m'];
  };

  return {
    load() {
      loading ??= load().catch(error => {
        loading = undefined;
        throw error;
      });
      return loading;
    },
    current,
    save,
    async saveAtTimes() {
      const next = current();
      const same = next['1m'] === claimed['1m'] && next['10m'] === claimed['10m'];
      if (!same || savedAt + minute <= clock.now()) await save();
    },
    async saveIfAhead() {
      if (loaded && isAhead()) await save().catch(() => {});
    },
  };
}
