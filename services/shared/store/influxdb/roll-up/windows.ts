import type { Clock } from '../../../lifecycle/clock.ts';
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
  /** Takes a window out for rolling it up; until `end` it counts as not rolled up. What is written meanwhile puts it back in. */
  begin(start: number): { end(): void };
  /** Lets go of all windows that begin before `time`: what they would be made from may be gone. */
  forget(time: number): void;
  /** Every window before this time is rolled up: epoch milliseconds. */
  rolled(): number;
}

/**
 * A window is rolled up this many milliseconds after its end and after the first write that changed it since, so that
 * points on their way are usually in it. Those that come later, because they waited in a queue for one, have it rolled
 * up again.
 */
export const grace = 30_000;

/** No windows of `width` milliseconds. */
export function createWindows(width: number, clock: Pick<Clock, 'now'>): Windows {
  /** By their start, since when. */
  const touched = new Map<number, number>();
  const writing = new Map<number, number>();
  const working = new Set<number>();
  /** One long stretch needs no entry for each window. */
  let stretch = { from: 0, to: 0 };
  const touch = (time: number) => {
    const start = floorTo(width, time);
    if (!touched.has(start)) touched.set(start, clock.now());
  };
  const isOver = (start: number) => start + width + grace <= clock.now();

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
    touchAll(from, to) {
      stretch = { from: floorTo(width, from), to };
    },
    *due() {
      while (stretch.from < stretch.to && isOver(stretch.from)) yield stretch.from;
      const now = clock.now();
      const due = [...touched].filter(([start, since]) => isOver(start) && since + grace <= now);
      yield* due.map(([start]) => start).sort((a, b) => a - b);
    },
    begin(start) {
      working.add(start);
      touched.delete(start);
      if (start === stretch.from) stretch.from += width;
      return { end: () => void working.delete(start) };
    },
    forget(time) {
      for (const start of touched.keys()) if (start < time) touched.delete(start);
      stretch.from = Math.max(stretch.from, floorTo(width, time + width - 1));
    },
    rolled() {
      let oldest = floorTo(width, clock.now() - grace);
      for (const starts of [touched, writing, working])
        for (const start of starts.keys()) oldest = Math.min(oldest, start);
      return stretch.from < stretch.to ? Math.min(oldest, stretch.from) : oldest;
    },
  };
}
