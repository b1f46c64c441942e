import type { TimeRange } from './query.ts';
import { ceilTo, floorTo, type PerResolution, type Resolution, raw, resolutions } from './resolution.ts';

/** How far roll-up and expiry have come, as far as reading needs to know: epoch milliseconds. */
export interface Reach {
  /** Windows before this time are rolled up, all that was written in them; raw points are always complete: infinity. */
  readonly rolled: PerResolution<number>;
  /** Points before this time may have expired; 0: none has. */
  readonly kept: PerResolution<number>;
}

/** A stretch of time to be read at one resolution. */
export interface Segment extends TimeRange {
  readonly resolution: Resolution;
}

/**
 * Where to read `[from, to)` for windows of `step` milliseconds, `from` being a multiple of it: the coarsest resolution
 * of which windows consist, and when nothing that old is kept, the finest that reaches back so far. What of the
 * range is not rolled up yet, or is part of a window, is read from finer ones where they have it.
 */
export function planSegments(reach: Reach, { from, to }: TimeRange, step: number): Segment[] {
  const covering = resolutions.filter(({ name }) => reach.kept[name] <= from);
  const exact = covering.filter(({ width }) => step % width === 0);
  const oldest = Math.min(...resolutions.map(({ name }) => reach.kept[name]));
  const start = exact.at(-1) ?? covering[0] ?? resolutions.find(({ name }) => reach.kept[name] === oldest) ?? raw;
  return segmentsAt(start, reach, from, to);
}

function segmentsAt(resolution: Resolution, reach: Reach, from: number, to: number): Segment[] {
  if (from >= to) return [];
  const { name, width } = resolution;
  const allFiner = resolutions.filter(finer => finer.width < width);
  // Where nothing finer is left, what there is of this one is all there is, rolled up to the end or not.
  const left = Math.min(...allFiner.map(finer => reach.kept[finer.name]));
  const end = Math.min(Math.max(reach.rolled[name], ceilTo(width, left)), floorTo(width, to));
  const rest = Math.max(from, end);
  const segments = rest > from ? [{ resolution, from, to: rest }] : [];
  if (rest >= to) return segments;
  const finer = allFiner.filter(finer => reach.kept[finer.name] <= rest).at(-1);
  // Nothing finer is left: the window that `to` lies in counts as a whole.
  if (!finer) return [{ resolution, from, to }];
  return [...segments, ...segmentsAt(finer, reach, rest, to)];
}
