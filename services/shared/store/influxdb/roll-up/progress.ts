import { type PerResolution, type Resolution, resolutions } from '../../resolution.ts';
import { type Connection, databaseOf, policies } from '../connection.ts';
import type { Ask } from '../reader.ts';

/** How far the roll-up has come, and what there is: epoch milliseconds. */
export interface Progress {
  /** All windows before these times are rolled up; raw points need none of it: infinity. */
  readonly rolled: PerResolution<number>;
  /** The time of the oldest point that was ever written, or earlier. */
  readonly began: number;
}

/** What the measurement `resolution` is made from. */
export interface ResolutionState extends Progress {
  /** For how many milliseconds points of each resolution are kept. */
  readonly keep: PerResolution<number>;
  readonly now: number;
}

/** The policy that holds the points of a resolution. */
const policyOf = ({ bucket }: Pick<Connection, 'bucket'>, { name }: Resolution) =>
  name === 'raw' ? (databaseOf(bucket).policy ?? 'autogen') : policies[name];

/** The distance at which charts read raw points, milliseconds: that of points at the default of `statsd.flush_interval`. */
const rawStep = 10_000;

/** The latest time that JavaScript knows. */
const never = 8_640_000_000_000_000;

/**
 * The points of the measurement `resolution`: for each policy one, at a time that never changes, so that it is
 * overwritten. A range that begins at t is to be read from the policy `rp` with `start` <= t < `end`, which Grafana finds
 * out by a query variable, and another its `step`, the distance between points in milliseconds, as a text; all windows
 * before `rolled` are rolled up, and `began` is what {@link Progress} says. Times are epoch milliseconds, as floats.
 */
export function resolutionLines(connection: Pick<Connection, 'bucket'>, state: ResolutionState): string[] {
  const { keep, rolled, began, now } = state;
  // As long as nothing has expired, any range is answered at once, not only when the first windows are over.
  const startOf = (kept: number) => (now - kept <= began ? 0 : now - kept);
  const start = { raw: startOf(keep.raw), '1m': startOf(keep['1m']), '10m': 0 };
  const end = { raw: never, '1m': start.raw, '10m': start['1m'] };
  return resolutions.map((resolution, index) => {
    const { name, width } = resolution;
    const step = name === 'raw' ? rawStep : width;
    const done = name === 'raw' ? never : rolled[name];
    const rp = JSON.stringify(policyOf(connection, resolution));
    return `resolution rp=${rp},start=${start[name]},end=${end[name]},rolled=${done},began=${began},step="${step}" ${index + 1}`;
  });
}

/** The progress that {@link resolutionLines} wrote; undefined where nothing was written yet. */
export async function readProgress(ask: Ask): Promise<Progress | undefined> {
  const rolled = { raw: Number.POSITIVE_INFINITY, '1m': 0, '10m': 0 };
  let oldest: number | undefined;
  for (const { values = [] } of await ask('SELECT "rp", "rolled", "began" FROM "resolution"')) {
    for (const [, rp, time, began] of values) {
      if (rp === '1m' || rp === '10m') rolled[rp] = Number(time);
      oldest = Number(began);
    }
  }
  return oldest === undefined ? undefined : { rolled, began: oldest };
}
