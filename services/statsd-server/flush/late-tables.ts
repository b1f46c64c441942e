import type { Point } from '../../shared/point.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import { gaugeCode } from '../parser/type-code.ts';
import type { OverflowKind } from '../series/overflow-ledger.ts';
import type { SeriesRoom } from '../series/series-room.ts';
import type { NoSeries, SeriesTable } from '../series/series-table.ts';
import { drainTable } from './drain-table.ts';
import { startAround } from './intervals.ts';
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
  /** What is there belongs to the flush that begins now; what comes, to the next. */
  cut(): void;
  /** Flushes what was there at the last cut. */
  flush(): void;
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
  /** What is pushed next belongs to the flush that comes, not to one that is still under way. */
  readonly finishFlush: () => void;
  /** There are too many intervals for one more, in which this metric would have been; what a table refuses it tells itself. */
  readonly onOverflow: (by: OverflowKind, name: string) => void;
}

/** No interval that is over; those that are flushed together share a second of their own (stamps.ts). */
export function createLateTables(options: LateTablesOptions): LateTables {
  const { length, running, seconds, room, createTable, push, finishFlush, onOverflow } = options;
  /** By the intervals' starts. None is empty. */
  let tables = new Map<number, SeriesTable>();
  /** Those of the flush under way. */
  let cut: typeof tables | undefined;
  let relieving: Promise<void> | undefined;

  function flushAll(from: typeof tables, second: number): void {
    const points: Point[] = [];
    for (const [start, table] of from) {
      for (const point of drainTable(table, lateTime(start, length, second))) points.push(point);
    }
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

  async function relieve(): Promise<void> {
    const second = await seconds.next();
    finishFlush();
    const full = tables;
    tables = new Map();
    flushAll(full, second);
  }

  return {
    add(line) {
      const start = startAround(line.timestamp, length);
      // The future as well: the value is true, only its sender's clock is not, and no query sees what is still to come.
      if (start + length > running()) return 'now';
      const table = tables.get(start);
      // A change adds to what was set in that interval (a negative value is set by way of zero); where nothing was set it
      // adds to whatever the gauge is by now: left out there, the gauge would be wrong from then on.
      if (line.type === gaugeCode && line.signed) return table?.addIfKnown(line) ? 'added' : 'now';
      if (running() - start > day) return 'too_old';
      return table ? addTo(table, line) : addToNew(start, line);
    },
    cut() {
      cut = tables.size > 0 ? tables : undefined;
      if (cut) tables = new Map();
    },
    flush() {
      if (cut) flushAll(cut, seconds.take());
      cut = undefined;
    },
    relief() {
      if (!room.series.crowded && tables.size * 2 <= mostIntervals) return undefined;
      relieving ??= relieve().finally(() => {
        relieving = undefined;
      });
      return relieving;
    },
  };
}
