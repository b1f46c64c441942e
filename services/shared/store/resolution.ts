/** How finely points are kept: as they were written, or one row (or point) for each window of a series' field. */
export interface Resolution {
  readonly name: 'raw' | '1m' | '10m';
  /** Width of a window in milliseconds; raw points have none. */
  readonly width: number;
}

/** A value for each resolution. */
export type PerResolution<Value> = Readonly<Record<Resolution['name'], Value>>;

/** Points as they were written. */
export const raw: Resolution = { name: 'raw', width: 1 };

/** What raw points are rolled up to. */
export const minutely = { name: '1m', width: 60_000 } as const satisfies Resolution;

/** What these are rolled up to. */
export const tenMinutely = { name: '10m', width: 600_000 } as const satisfies Resolution;

/** All roll-ups, from fine to coarse. */
export const rollUps = [minutely, tenMinutely] as const;

/** All of them, from fine to coarse. */
export const resolutions: readonly Resolution[] = [raw, ...rollUps];

/** The start of the window, chunk or other span of `width` that `time` lies in. */
export function floorTo(width: number, time: number): number {
  return Math.floor(time / width) * width;
}

/** The end of the span that ends at `time` or holds it. */
export function ceilTo(width: number, time: number): number {
  return Math.ceil(time / width) * width;
}
