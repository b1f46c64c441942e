import type { Part } from '../../shared/part.ts';
import type { Point } from '../../shared/point.ts';

/** Milliseconds that an output may take to hand on what it holds when it is closed. */
export const closeWithin = 2000;

/** Something besides the store that gets what comes in, or what a flush makes of it. It never waits and never throws; what it cannot hand on it bounds, drops and counts. */
export interface Output {
  /** Lines from outside as they came, [start, end) of `buffer`, which it may use only until it returns. */
  lines?(buffer: Buffer, start: number, end: number): void;
  /** Some of the points of a flush. */
  points?(points: readonly Point[]): void;
  /** All points of a flush have been told. */
  flushed?(): void;
  parts(): readonly Part[];
  /** Hands on what it holds, for some seconds at most. */
  close(): Promise<void>;
}
