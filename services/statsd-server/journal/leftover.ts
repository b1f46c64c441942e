import type { UnderWay } from './journal-records.ts';
import { type Marks, markOf } from './marks.ts';
import type { TakenBatch } from './recover.ts';

/** A batch that is to be applied again, since not all of it is in the outbox. */
export interface Leftover {
  readonly lines: Buffer;
  /** What of it is. */
  readonly covered: Covered;
}

/** What of a batch is in the outbox for good. */
export interface Covered {
  /** When it was taken: what was late then was flushed with the next flush. */
  readonly running: UnderWay;
  readonly events: boolean;
  /** Of the series that have intervals of this length, milliseconds; 0 for those without one of their own. */
  series(length: number): boolean;
}

/** What of this batch is to be applied again. */
export const leftoverOf = ({ sequence, running, lines }: TakenBatch, marks: Marks): Leftover => ({
  lines,
  covered: {
    running,
    events: sequence <= marks.events,
    series: length => sequence <= markOf(marks, length),
  },
});
