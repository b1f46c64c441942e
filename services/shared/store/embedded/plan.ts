import type { TimeRange } from '../query.ts';
import type { Progress } from './progress.ts';
import { floorTo, type Resolution, raw, resolutions } from './resolution.ts';

/** A stretch of time to be read at one resolution. */
export interface Segment extends TimeRange {
  readonly resolution: Resolution;
}

/**
 * Where to read `[from, to)` for windows of `step` milliseconds, `from` being a multiple of it: the coarsest resolution
 * of which windows consist, and when nothing that old is kept, the finest that reaches back so far. What of the
 * range is not rolled up yet, or is part of a window, is read from finer ones where they have it.
 */
export function planSegments(progress: Progress, { from, to }: TimeRange, step: number): Segment[] {
  const covering = resolutions.filter(({ name }) => progress.kept[name] <= from);
  const exact = covering.filter(({ width }) => step % width === 0);
  const oldest = Math.min(...resolutions.map(({ name }) => progress.kept[name]));
  const start = exact.at(-1) ?? covering[0] ?? resolutions.find(({ name }) => progress.kept[name] === oldest) ?? raw;
  return segmentsAt(start, progress, from, to);
}

function segmentsAt(resolution: Resolution, progress: Progress, from: number, to: number): Segment[] {
  if (from >= to) return [];
  const rolled = progress.rolled[resolution.name];
  const end = Math.min(rolled, floorTo(resolution.width, to));
  const rest = Math.max(from, end);
  const segments = rest > from ? [{ resolution, from, to: rest }] : [];
  if (rest >= to) return segments;
  const finer = resolutions.filter(({ width, name }) => width < resolution.width && progress.kept[name] <= rest).at(-1);
  // Nothing finer is left: the window that `to` lies in counts as a whole.
  if (!finer) return [{ resolution, from, to }];
  return [...segments, ...segmentsAt(finer, progress, rest, to)];
}
