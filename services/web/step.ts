const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Widths that read well on a time axis. */
const roundSteps = [
  ...[1, 2, 5, 10, 15, 20, 30].map(count => count * second),
  ...[1, 2, 5, 10, 15, 20, 30].map(count => count * minute),
  ...[1, 2, 3, 6, 12].map(count => count * hour),
  ...[1, 2, 7, 14, 28].map(count => count * day),
];
const mostWindows = 400;
const widestRounding = 5;

/** What a step is chosen for; all in milliseconds. */
export interface StepNeeds {
  /** Length of the range of time. */
  readonly range: number;
  /** Points are made this often. */
  readonly flushInterval: number;
  /** The narrowest windows in which points of the range are still kept. */
  readonly least: number;
}

/** The narrowest round width, in milliseconds, that cuts a range into at most 400 windows, each of whole flush intervals. */
export function chooseStep({ range, flushInterval, least }: StepNeeds): number {
  const wanted = Math.max(range / mostWindows, least, flushInterval);
  const round = roundSteps.find(step => step >= wanted && step % flushInterval === 0);
  // An odd flush interval fits into few of them: better an odd step than one of a week.
  return round !== undefined && round < wanted * widestRounding
    ? round
    : Math.ceil(wanted / flushInterval) * flushInterval;
}

/** How long the store keeps which resolution; milliseconds. */
export interface Resolutions {
  readonly flushInterval: number;
  /** From the finest on: points of `step` are kept for `keep`. */
  readonly kept: readonly { readonly keep: number; readonly step: number }[];
}

/** The narrowest windows in which points as old as `age` are still kept; milliseconds. */
export function leastStep({ flushInterval, kept }: Resolutions, age: number): number {
  const still = kept.find(({ keep }) => age <= keep) ?? kept.at(-1);
  return still?.step ?? flushInterval;
}
