import type { Flush } from './journal-records.ts';
import { laterOf, type Marks, noMarks } from './marks.ts';

const seriesOf = ({ marks }: Flush): Marks => ({ ...marks, events: 0 });
const eventsOf = ({ marks }: Flush): Marks => ({ ...noMarks, events: marks.events });

/** What is covered once the entry of this number is in the outbox for good; {@link noMarks} itself when no flush made it. */
export function settledBy(flushes: readonly Flush[], entry: number): Marks {
  let settled = noMarks;
  for (const flush of flushes) {
    if (flush.points === entry) settled = laterOf(settled, seriesOf(flush));
    if (flush.events === entry) settled = laterOf(settled, eventsOf(flush));
  }
  return settled;
}

/** The flush, once that entry of it is settled. */
export const withoutEntry = <Some extends Flush>(flush: Some, entry: number): Some => ({
  ...flush,
  points: flush.points === entry ? undefined : flush.points,
  events: flush.events === entry ? undefined : flush.events,
});

/**
 * What is covered by those flushes, oldest first, that had no points, or no events, and so wait for no entry: as far as no
 * flush before them waits for one, since what a flush covers includes what those before it do.
 */
export function emptyParts(flushes: readonly Flush[]): Marks {
  let covered = noMarks;
  for (const flush of flushes) {
    if (flush.points !== undefined) break;
    covered = laterOf(covered, seriesOf(flush));
  }
  for (const flush of flushes) {
    if (flush.events !== undefined) break;
    covered = laterOf(covered, eventsOf(flush));
  }
  return covered;
}
