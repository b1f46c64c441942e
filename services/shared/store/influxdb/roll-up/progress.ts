import { type PerResolution, type Resolution, resolutions } from '../../resolution.ts';
import { type Connection, databaseOf } from '../connection.ts';
import type { Ask } from '../reader.ts';

/** For each resolution an epoch time in milliseconds, or a length of time in milliseconds. */
export type Times = PerResolution<number>;

/** The policies of the resolutions, as charts must name them, and the one that says so. */
export const policies = { '1m': '1m', '10m': '10m', resolutions: 'resolutions' } as const;

/** The policy that holds the points of a resolution. */
export const policyOf = ({ bucket }: Pick<Connection, 'bucket'>, { name }: Resolution) =>
  name === 'raw' ? (databaseOf(bucket).policy ?? 'autogen') : policies[name];

/** The distance at which charts read raw points, milliseconds: that of points at the default of `statsd.flush_interval`. */
const rawStep = 10_000;

/** The latest time that JavaScript knows. */
const never = 8_640_000_000_000_000;

/**
 * The points of the measurement `resolution`: for each policy one, at a time that never changes, so that it is
 * overwritten. A range that begins at t is to be read from the policy `rp` with `start` <= t < `end`, which Grafana finds
 * out by a query variable, and another its `step`, the distance between points in milliseconds, as a text; all windows
 * before `rolled` are rolled up. Times are epoch milliseconds, as floats.
 */
export function resolutionLines(
  connection: Pick<Connection, 'bucket'>,
  keep: Times,
  rolled: Times,
  now: number,
): string[] {
  const start = { raw: now - keep.raw, '1m': now - keep['1m'], '10m': 0 };
  const end = { raw: never, '1m': start.raw, '10m': start['1m'] };
  return resolutions.map((resolution, index) => {
    const { name, width } = resolution;
    const step = name === 'raw' ? rawStep : width;
    const done = name === 'raw' ? never : rolled[name];
    const rp = JSON.stringify(policyOf(connection, resolution));
    return `resolution rp=${rp},start=${start[name]},end=${end[name]},rolled=${done},step="${step}" ${index + 1}`;
  });
}

/** Up to where windows are rolled up, as {@link resolutionLines} has it; 0 where nothing was written yet. */
export async function readRolled(ask: Ask): Promise<Times> {
  const rolled = { raw: Number.POSITIVE_INFINITY, '1m': 0, '10m': 0 };
  for (const { values = [] } of await ask('SELECT "rp", "rolled" FROM "resolution"')) {
    for (const [, rp, time] of values) if (rp === '1m' || rp === '10m') rolled[rp] = Number(time);
  }
  return rolled;
}
