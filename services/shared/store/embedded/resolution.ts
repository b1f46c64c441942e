const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How finely points are kept: as they were written, or one row for each window of a series' field. */
export interface Resolution {
  readonly name: 'raw' | '1m' | '10m';
  /** Tables of this resolution are called this and the start of their chunk in epoch seconds. */
  readonly prefix: string;
  /** Width of a window in milliseconds; raw points have none. */
  readonly width: number;
  /** How much time one table holds, in milliseconds; whole windows, and whole chunks of the finer resolutions. */
  readonly chunk: number;
}

/** A value for each resolution. */
export type PerResolution<Value> = Readonly<Record<Resolution['name'], Value>>;

/** Points as they were written. */
export const raw: Resolution = { name: 'raw', prefix: 'points', width: 1, chunk: hour };

/** What raw points are rolled up to, from fine to coarse. */
export const rollUps: readonly Resolution[] = [
  { name: '1m', prefix: 'points_1m', width: minute, chunk: day },
  { name: '10m', prefix: 'points_10m', width: 10 * minute, chunk: 30 * day },
];

/** All of them, from fine to coarse. */
export const resolutions: readonly Resolution[] = [raw, ...rollUps];

/** The start of the window, chunk or other span of `width` that `time` lies in. */
export function floorTo(width: number, time: number): number {
  return Math.floor(time / width) * width;
}
