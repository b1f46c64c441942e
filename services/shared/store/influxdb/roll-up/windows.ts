import type { Clock } from '../../../lifecycle/clock.ts';
import type { TimeRange } from '../../query.ts';
import { floorTo } from '../../resolution.ts';

/** The windows of one resolution that are to be rolled up, for the first time or again. */
export interface Windows {
  /** Points at this time (epoch ms) were written, or may have been. */
  touch(time: number): void;
  /** Points at this time are being written, until what is returned is called; they may be there at any moment of it. */
  beginWrite(time: number): () => void;
  /** All windows with a time in `[from, to)` are to be rolled up: what is not known of them. */
  touchAll(from: number, to: number): void;
  /** The starts of the windows that may be rolled up now, oldest first. */
  due(): Generator<number>;
  /** The starts of all windows that have begun, oldest first: for who will not be there when they are over. */
  begun(): Generator<number>;
  /** Takes a window out for rolling it up; until `end` it counts as not rolled up. What is written meanwhile puts it back in. */
  begin(start: number): { end(): void };
  /** The times of which nothing is known, when they follow the window that begins at `start`. */
  unknownAfter(start: number): TimeRange | undefined;
  /** Takes out the first of these windows, up to the one that holds `time`: they hold no points. */
  skipUnknown(time: number): void;
  /** Every window before this time is rolled up: epoch milliseconds. */
  rolled(): number;
}

/**
 * A window is rolled up this many milliseconds after its end and after the first write that changed it since, so that
 * points on their way are usually in it. Those that come later, because they waited in a queue for one, have it rolled
 * up again.
 */
export const grace = 30_000;

/** Windows remembered one by one at most: of minutes, more than a day's. */
export const mostTouched = 2000;

/** No windows of `width` milliseconds. */
export function createWindows(width: number, clock: Pick<Clock, 'now'>): Windows {
  /** By their start, since when. */
  const touched = new Map<number, number>();
  const writing = new Map<number, number>();
  const working = new Set<number>();
  /** One long stretch needs no entry for each window. */
  let unknown: TimeRange = { from: 0, to: 0 };
  const isOver = (start: number) => start + width + grace <= clock.now();

  const touchAll = (from: number, to: number) => {
    const start = floorTo(width, from);
    unknown =
      unknown.from < unknown.to
        ? { from: Math.min(unknown.from, start), to: Math.max(unknown.to, to) }
        : { from: start, to };
  };
  const touch = (time: number) => {
    const start = floorTo(width, time);
    if (touched.has(start)) return;
    touched.set(start, clock.now());
    if (touched.size <= mostTouched) return;
    // When nothing could be rolled up for long: none of them is forgotten, only which ones they were.
    for (const each of touched.keys()) touchAll(each, each + width);
    touched.clear();
  };
  function* sorted(isWanted: (start: number, since: number) => boolean) {
    const wanted = [...touched].filter(([start, since]) => isWanted(start, since));
    yield* wanted.map(([start]) => start).sort((a, b) => a - b);
  }

  return {
    touch,
    beginWrite(time) {
      const start = floorTo(width, time);
      writing.set(start, (writing.get(start) ?? 0) + 1);
      return () => {
        const left = writing.get(start)! - 1;
        if (left > 0) writing.set(start, left);
        else writing.delete(start);
        touch(time);
      };
    },
    touchAll,
    *due() {
      while (unknown.from < unknown.to && isOver(unknown.from)) yield unknown.from;
      const now = clock.now();
      yield* sorted((start, since) => isOver(start) && since + grace <= now);
    },
    *begun() {
      while (unknown.from < Math.min(unknown.to, clock.now())) yield unknown.from;
      yield* sorted(() => true);
    },
    begin(start) {
      working.add(start);
      touched.delete(start);
      if (start === unknown.from) unknown = { ...unknown, from: start + width };
      return { end: () => void working.delete(start) };
    },
    unknownAfter: start => (start + width === unknown.from && unknown.from < unknown.to ? unknown : undefined),
    skipUnknown(time) {
      unknown = { ...unknown, from: Math.max(unknown.from, floorTo(width, time)) };
    },
    rolled() {
      let oldest = floorTo(width, clock.now() - grace);
      for (const starts of [touched, writing, working])
        for (const start of starts.keys()) oldest = Math.min(oldest, start);
      return unknown.from < unknown.to ? Math.min(oldest, unknown.from) : oldest;
    },
  };
}
