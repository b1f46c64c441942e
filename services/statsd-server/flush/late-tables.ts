import type { Point } from '../../shared/point.ts';
import type { Aggregate } from '../aggregation/aggregate.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import type { SeriesRoom } from '../series/series-room.ts';
import type { NoSeries, SeriesTable } from '../series/series-table.ts';
import { flushSeries } from './flush.ts';
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
  /** What the line is to be added to; undefined when its time is not over, or it tells of the present all the same. */
  aggregateOf(line: MetricLine): Aggregate | NoLateSeries | undefined;
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
}

/** No interval that is over; each is flushed together with the others, in a second of their own (stamps.ts). */
export function createLateTables(options: LateTablesOptions): LateTables {
  const { length, running, seconds, room, createTable, push } = options;
  /** By the intervals' starts. None is empty. */
  const tables = new Map<number, SeriesTable>();
  let relieving: Promise<void> | undefined;

  function flushIn(second: number): void {
    const points: Point[] = [];
    for (const [start, table] of tables) {
      for (const point of flushSeries(table, lateTime(start, length, second), 0)) points.push(point);
      table.forgetIdle(Number.POSITIVE_INFINITY);
    }
    tables.clear();
    push(points);
  }

  function newTable(start: number, line: MetricLine): Aggregate | NoSeries {
    if (tables.size >= mostIntervals) return 'overflow';
    const table = createTable();
    const aggregate = table.aggregateOf(line);
    if (table.size > 0) tables.set(start, table);
    return aggregate;
  }

  async function finish(): Promise<void> {
    if (tables.size > 0) flushIn(await seconds.next());
  }

  return {
    aggregateOf(line) {
      const start = Math.floor((line.timestamp * 1000) / length) * length;
      // The future as well: the value is true, only its sender's clock is not, and no query sees what is still to come.
      if (start + length > running()) return undefined;
      // A change adds to what was set in that interval (a negative value is set by way of zero); where nothing was set it
      // adds to whatever the gauge is by now: left out there, the gauge would be wrong from then on.
      if (line.type === 'gauge' && line.signed) return tables.get(start)?.known(line);
      if (running() - start > day) return 'too_old';
      return tables.get(start)?.aggregateOf(line) ?? newTable(start, line);
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
