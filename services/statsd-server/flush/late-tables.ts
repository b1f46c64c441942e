import type { Point } from '../../shared/point.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import { gaugeCode } from '../parser/type-code.ts';
import type { OverflowKind } from '../series/overflow-ledger.ts';
import type { SeriesRoom } from '../series/series-room.ts';
import type { NoSeries, SeriesTable } from '../series/series-table.ts';
import { drainTable } from './drain-table.ts';
import type { LateSeconds } from './late-seconds.ts';
import { lateTime } from './stamps.ts';

/** Intervals that values may be gathered for at a time: more than a day has, of 10 s. */
export const mostIntervals = 10_000;
/** How late a value may be, milliseconds: for as long points of single intervals are kept by default. */
const day = 86_400_000;

/** Why a line with a timestamp has no series. */
export type NoLateSeries = NoSeries | 'too_old';

/** The series of intervals that are over, for values that come late; a table for each interval, until all are flushed. */
export interface LateTables {
  /** Adds the line to its interval, or says why not; `now` when its time is not over, or it tells of the present all the same. */
  add(line: MetricLine): 'added' | 'now' | NoLateSeries;
  /** Flushes everything, if this second has not had such a flush. */
  flush(): void;
  /** Flushes everything, as soon as there is a second for it. */
  finish(): Promise<void>;
  /** Once half of the room is taken: flushes everything, and resolves when that is done. Whoever can wait adds no more until then. */
  relief(): Promise<void> | undefined;
}

/** What late tables work with. Times and lengths are milliseconds. */
export interface LateTablesOptions {
  readonly length: number;
  /** Start of the interval under way. */
  readonly running: () => number;
  /** For as long as the process runs, whatever the length. */
  readonly seconds: LateSeconds;
  /** The room that the tables share, which is not that of the present: no flood of old timestamps may take it up. */
  readonly room: SeriesRoom;
  readonly createTable: () => SeriesTable;
  readonly push: (points: readonly Point[]) => void;
  /** There are too many intervals for one more, in which this metric would have been; what a table refuses it tells itself. */
  readonly onOverflow: (by: OverflowKind, name: string) => void;
}

/** No interval that is over; each is flushed together with the others, in a second of their own (stamps.ts). */
export function createLateTables(options: LateTablesOptions): LateTables {
  const { length, running, seconds, room, createTable, push, onOverflow } = options;
  /** By the intervals' starts. None is empty. */
  const tables = new Map<number, SeriesTable>();
  let relieving: Promise<void> | undefined;

  function flushIn(second: number): void {
    const points: Point[] = [];
    for (const [start, table] of tables) {
      for (const point of drainTable(table, lateTime(start, length, second))) points.push(point);
    }
    tables.clear();
    push(points);
  }

  function addTo(table: SeriesTable, line: MetricLine): 'added' | NoSeries {
    return table.add(line) ?? 'added';
  }

  function addToNew(start: number, line: MetricLine): 'added' | NoSeries {
    if (tables.size >= mostIntervals) {
      onOverflow('total', line.buffer.toString('utf8', line.nameStart, line.nameEnd));
      return 'overflow';
    }
    const table = createTable();
    const added = addTo(table, line);
    if (added === 'added') tables.set(start, table);
    else drainTable(table, start);
    return added;
  }

  async function finish(): Promise<void> {
    if (tables.size > 0) flushIn(await seconds.next());
  }

  return {
    add(line) {
      const start = Math.floor((line.timestamp * 1000) / length) * length;
      // The future as well: the value is true, only its sender's clock is not, and no query sees what is still to come.
      if (start + length > running()) return 'now';
      const table = tables.get(start);
      // A change adds to what was set in that interval (a negative value is set by way of zero); where nothing was set it
      // adds to whatever the gauge is by now: left out there, the gauge would be wrong from then on.
      if (line.type === gaugeCode && line.signed) return table?.addIfKnown(line) ? 'added' : 'now';
      if (running() - start > day) return 'too_old';
      return table ? addTo(table, line) : addToNew(start, line);
    },
    flush() {
      if (tables.size === 0) return;
      const second = seconds.take();
      if (second !== undefined) flushIn(second);
    },
    finish,
    relief() {
      if (!room.series.crowded && tables.size * 2 <= mostIntervals) return undefined;
      relieving ??= finish().finally(() => {
        relieving = undefined;
      });
      return relieving;
    },
  };
}
