import type { Point } from '../../shared/point.ts';
import type { CutInterval } from '../series/cadences.ts';
import type { Interval } from './intervals.ts';
import type { Sweep } from './sweep.ts';

/** How long a flush goes on at a time, milliseconds: packets wait no longer for it. */
const slice = 2;

/** What a flusher works with. */
export interface FlusherOptions {
  readonly sweep: Sweep;
  /** The clock of the sweep. */
  readonly now: () => number;
  /** Takes some of the points of a flush. */
  readonly hand: (points: readonly Point[]) => void;
  /** These intervals end, or go on, as of now: of those that end, all that was added belongs to this flush. */
  readonly onCut: (intervals: readonly CutInterval[]) => void;
  /** All points of the flush have been handed on. */
  readonly complete: () => void;
}

/** Flushes in slices, between which packets are read. */
export interface Flusher {
  /** Ends the interval, with `all` those of longer cadences too; a flush that is still under way is finished first. */
  flush(interval: Interval, all: boolean): void;
  /** Goes on to the end, if a flush is under way. */
  finish(): void;
  /** Resolves once no flush is under way. */
  ended(): Promise<void>;
}

/** With no flush under way. */
export function createFlusher({ sweep, now, hand, onCut, complete }: FlusherOptions): Flusher {
  let next: NodeJS.Immediate | undefined;
  const atEnd: (() => void)[] = [];

  function goOn(until: number): void {
    next = undefined;
    const { points, done } = sweep.step(until);
    if (points.length > 0) hand(points);
    if (!done) {
      next = setImmediate(() => goOn(now() + slice));
      return;
    }
    complete();
    for (const resolve of atEnd.splice(0)) resolve();
  }

  function finish(): void {
    while (next) {
      clearImmediate(next);
      goOn(Number.POSITIVE_INFINITY);
    }
  }

  return {
    flush(interval, all) {
      finish();
      onCut(sweep.cut(interval, all));
      goOn(now() + slice);
    },
    finish,
    ended: () => (next ? new Promise(resolve => atEnd.push(resolve)) : Promise.resolve()),
  };
}
