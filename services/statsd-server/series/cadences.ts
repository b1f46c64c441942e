import type { Interval } from '../flush/intervals.ts';

/** Different lengths of interval that a table may have: as many as a byte can tell apart. */
const most = 256;
/** As cadence 0, until the series' next line says which it is of: of series that were there before a restart. */
export const unknownCadence = 1;

/** An interval that may end. */
export interface CutInterval {
  /** Milliseconds; 0 for that of all series without one of their own. */
  readonly length: number;
  readonly ended: boolean;
}

/**
 * How often series become points. Nearly all do at each flush (cadence 0), those of a rule with an interval at every nth.
 * Each cadence counts its intervals; a series whose epoch is not that of its cadence has got nothing yet in the one under way.
 */
export class Cadences {
  /** The interval under way, by cadence. They begin far above zero, so that a series can be older than the process. */
  readonly epochs = new Int32Array(most).fill(2 ** 20);
  #lengths: number[];
  /** Start of the interval under way, epoch milliseconds. */
  #starts: number[];

  /** Cadence 0 has intervals of `length` milliseconds; the first one begins at `start`, epoch milliseconds. */
  constructor(length: number, start: number) {
    this.#lengths = [length, length];
    this.#starts = [start, start];
  }

  /** As if just made. The numbers of the intervals go on. */
  restart(length: number, start: number): void {
    this.#lengths = [length, length];
    this.#starts = [start, start];
    this.epochs.fill(this.epochs[0]!);
  }

  /** The cadence of a length, milliseconds; of the one more than can be told apart, cadence 0. */
  of(length: number): number {
    const known = this.#lengths.indexOf(length);
    if (known >= 0) return known;
    if (this.#lengths.length === most) return 0;
    this.#starts.push(this.#starts[0]!);
    return this.#lengths.push(length) - 1;
  }

  /** Milliseconds. */
  lengthOf(cadence: number): number {
    return this.#lengths[cadence]!;
  }

  /**
   * Ends the interval of cadence 0, and those of every other that has a multiple of its length there, or all. Answers their
   * starts, by cadence; undefined for those that go on.
   */
  cut({ start, end }: Interval, all: boolean): readonly (number | undefined)[] {
    return this.#lengths.map((length, cadence) => {
      // After the clock was set back, a longer interval begins anew as well.
      const since = cadence <= unknownCadence ? start : Math.min(this.#starts[cadence]!, end);
      const goesOn = cadence > unknownCadence && !all && end < since - (since % length) + length;
      this.#starts[cadence] = goesOn ? since : end;
      if (goesOn) return undefined;
      this.epochs[cadence]! += 1;
      return since;
    });
  }

  /** The intervals that a cut, with this answer, ended or not. */
  cutIntervals(starts: readonly (number | undefined)[]): readonly CutInterval[] {
    return starts.flatMap((start, cadence) =>
      cadence === unknownCadence
        ? []
        : { length: cadence === 0 ? 0 : this.lengthOf(cadence), ended: start !== undefined },
    );
  }
}
