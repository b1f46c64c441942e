import type { Config } from '../../shared/config/schema.ts';
import type { Point } from '../../shared/point.ts';
import { gaugeCode } from '../parser/type-code.ts';
import type { CutInterval } from '../series/cadences.ts';
import { deadCode, droppedCode } from '../series/columns.ts';
import type { SeriesTable } from '../series/series-table.ts';
import { fieldsOf, idleFieldsOf, idleOf } from '../series/settle.ts';
import type { Interval } from './intervals.ts';

/** Counters and gauges that are looked at between two looks at the clock. */
const stride = 64;
/** Points of one step at most: the fewer live at a time, the less the garbage collector has to move. */
const mostPoints = 1000;

/** What a sweep works with. */
export interface SweepOptions {
  readonly table: SeriesTable;
  readonly config: () => Pick<Config['statsd'], 'idle' | 'delete_idle' | 'idle_timeout' | 'gauge_timeout'>;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

/**
 * Makes points of a table's intervals, some series at a time, so that a flush of a million series holds nothing up. A
 * cut begins new intervals for all series at once, by counting epochs. What a series had gathered until then becomes
 * its point when the sweep comes by, or before the first value of the new interval is added to it, whichever is first.
 */
export class Sweep {
  readonly #table: SeriesTable;
  readonly #config: SweepOptions['config'];
  readonly #now: () => number;
  /** Starts of the intervals that are over, by cadence. */
  #starts: readonly (number | undefined)[] = [];
  /** The next row to come by; behind the last one there is no sweep under way. */
  #at = Number.POSITIVE_INFINITY;
  #points: Point[] = [];
  /** Rows that are dead, and found by keys still. */
  #dead: number[] = [];
  #purge: Generator<void> | undefined;
  #purging: readonly number[] = [];

  constructor({ table, config, now }: SweepOptions) {
    this.#table = table;
    this.#config = config;
    this.#now = now;
    table.onFirstTouch = row => {
      // What would be forgotten begins anew: a gauge that is changed by a value changes from 0.
      if (row >= this.#at && this.#settle(row)) table.columns.values[row] = 0;
    };
  }

  /**
   * Ends the interval, and those of the cadences that end with it, or all; the sweep before must be done. Answers which
   * ended, and which go on.
   */
  cut(interval: Interval, all: boolean): readonly CutInterval[] {
    const { cadences } = this.#table;
    this.#starts = cadences.cut(interval, all);
    this.#at = 0;
    return cadences.cutIntervals(this.#starts);
  }

  /** Goes on until the time is up (`until` by its clock); answers the points made since the last call, and whether that was all. */
  step(until: number): { readonly points: readonly Point[]; readonly done: boolean } {
    const { columns } = this.#table;
    let inTime = true;
    while (inTime && this.#at < columns.length) {
      // Each row is settled before the sweep counts as past it: what comes in between would settle it again.
      for (let left = stride; left > 0 && this.#at < columns.length; this.#at++) {
        // Ten thousand values are sorted in a millisecond: after each of these the clock is looked at.
        left -= columns.aggregates[this.#at] ? stride : 1;
        if (this.#settle(this.#at)) this.#kill(this.#at);
      }
      inTime = this.#now() < until && this.#points.length < mostPoints;
    }
    if (inTime && this.#at >= columns.length) inTime = this.#purgeUntil(until);
    const points = this.#points;
    this.#points = [];
    const done = inTime && this.#at >= columns.length;
    if (done) this.#at = Number.POSITIVE_INFINITY;
    return { points, done };
  }

  /** Forgets a series, but not what it had in an interval that is over. Its keys go with the next sweep. */
  forget(row: number): void {
    if (row >= this.#at) this.#settle(row);
    this.#kill(row);
  }

  #kill(row: number): void {
    this.#table.registry.kill(row);
    this.#dead.push(row);
  }

  /** Tells what the series had in the interval that is over; answers whether it is to be forgotten. */
  #settle(row: number): boolean {
    const { columns, cadences } = this.#table;
    const type = columns.types[row]!;
    const cadence = columns.cadences[row]!;
    const time = this.#starts[cadence];
    if (time === undefined || type === deadCode || type === droppedCode) return false;
    const age = cadences.epochs[cadence]! - columns.epochs[row]!;
    if (age === 0) return false; // settled already
    const config = this.#config();
    const idle = age === 1 ? 'skip' : idleOf(type, config);
    const fields = age === 1 ? fieldsOf(columns, row) : idleFieldsOf(columns, row, idle);
    if (fields) this.#points.push({ metric: columns.metrics[row]!, tags: columns.tags[row]!, fields, time });
    const patience = type === gaugeCode ? config.gauge_timeout : config.idle_timeout;
    return idle === 'delete' || (age - 1) * cadences.lengthOf(cadence) > patience;
  }

  #purgeUntil(until: number): boolean {
    if (!this.#purge) {
      const isFull = this.#table.keysAreFull();
      if (this.#dead.length === 0 && !isFull) return true;
      this.#purging = this.#dead;
      this.#dead = [];
      this.#purge = this.#table.purge(isFull);
    }
    // Some of it in any case, or a sweep that is always late would never end.
    do {
      if (!this.#purge.next().done) continue;
      for (const row of this.#purging) this.#table.columns.release(row);
      this.#purge = undefined;
      return true;
    } while (this.#now() < until);
    return false;
  }
}
