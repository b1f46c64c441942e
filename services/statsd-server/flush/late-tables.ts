import type { Point } from '../../shared/point.ts';
import type { Aggregate } from '../aggregation/aggregate.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import type { NoSeries, SeriesTable } from '../series/series-table.ts';
import { flushSeries } from './flush.ts';
import { lateTime, mostTurnsLate } from './stamps.ts';

/** Intervals that values may be gathered for at a time; with one more the oldest is flushed at once. */
export const mostIntervals = 256;
/** Turns to come that an interval may take when it is flushed more than once in a turn. */
const mostAhead = 16;
/** Turns that a value may wait besides: the rest of the first one, and that of the stop. */
const mostWaiting = 2;

/** Why a line with a timestamp has no series. */
export type NoLateSeries = NoSeries | 'too_old';

/** The series of intervals that are over, for values that come late; a table for each interval, until it is flushed. */
export interface LateTables {
  /** What the line is to be added to; undefined when its time is not over, or it tells of the present all the same. */
  aggregateOf(line: MetricLine): Aggregate | NoLateSeries | undefined;
  /** Flushes what can be at the end of an interval. */
  flush(end: number): void;
  /** Flushes everything, at whatever time. */
  finish(now: number): void;
}

/** What late tables work with. Times and lengths are milliseconds. */
export interface LateTablesOptions {
  readonly length: number;
  /** When this run began: its first interval's end may be that of a flush of the run before. */
  readonly began: number;
  /** Start of the interval under way. */
  readonly running: () => number;
  readonly createTable: () => SeriesTable;
  readonly push: (points: readonly Point[]) => void;
}

/**
 * A flush bears the number of the interval in which it happens, its turn, and its points a time made from it (stamps.ts).
 * So an interval that is over is flushed once a turn, and never in the turn in which the process began, for the run
 * before may have had it. Only what can't wait, for want of room or at the end, takes a turn to come.
 */
export function createLateTables({ length, began, running, createTable, push }: LateTablesOptions): LateTables {
  /** None is empty. */
  const tables = new Map<number, SeriesTable>();
  /** The last turn of intervals that were flushed, by their start. */
  const lastTurns = new Map<number, number>();
  const mostTurns = mostTurnsLate(length, mostAhead + mostWaiting);
  let firstTurn = Math.ceil(began / length);
  let latestTurn = firstTurn;

  const turnNow = () => Math.floor(running() / length) + 1;
  const lastTurnOf = (start: number) => lastTurns.get(start) ?? firstTurn;

  function flushTable(start: number, turn: number): Point[] {
    const table = tables.get(start);
    if (!table) return [];
    const turns = Math.min(Math.max(1, turn - start / length), mostTurns + mostAhead + mostWaiting);
    const points = flushSeries(table, lateTime(start, turns), 0);
    table.forgetIdle(Number.POSITIVE_INFINITY);
    tables.delete(start);
    lastTurns.set(start, turn);
    return points;
  }

  /** Flushes the oldest interval that has a turn left; false when none has. */
  function flushOldest(): boolean {
    const turn = turnNow();
    const starts = [...tables.keys()].filter(start => lastTurnOf(start) < turn + mostAhead);
    if (starts.length === 0) return false;
    const oldest = Math.min(...starts);
    push(flushTable(oldest, Math.max(turn, lastTurnOf(oldest) + 1)));
    return true;
  }

  function aggregateIn(start: number, line: MetricLine): Aggregate | NoSeries {
    const known = tables.get(start);
    if (known) return known.aggregateOf(line);
    if (tables.size >= mostIntervals) return 'overflow';
    const table = createTable();
    const aggregate = table.aggregateOf(line);
    if (table.size > 0) tables.set(start, table);
    return aggregate;
  }

  return {
    aggregateOf(line) {
      // A change adds to whatever the gauge is by now: left out there, the gauge would be wrong from then on.
      if (line.type === 'gauge' && line.signed) return undefined;
      const start = Math.floor((line.timestamp * 1000) / length) * length;
      // The future as well: the value is true, only its sender's clock is not, and no query sees what is still to come.
      if (start + length > running()) return undefined;
      if (turnNow() - start / length > mostTurns) return 'too_old';
      for (;;) {
        const found = aggregateIn(start, line);
        if (found !== 'overflow' || !flushOldest()) return found;
      }
    },
    flush(end) {
      const turn = Math.ceil(end / length);
      if (turn < latestTurn) {
        // The clock was set back: no turn of before says anything about those to come.
        lastTurns.clear();
        firstTurn = turn - 1;
      }
      latestTurn = turn;
      const ready = [...tables.keys()].filter(start => lastTurnOf(start) < turn);
      push(ready.flatMap(start => flushTable(start, turn)));
      for (const start of lastTurns.keys()) if (turn - start / length > mostTurns) lastTurns.delete(start);
    },
    finish(now) {
      const turn = Math.ceil(now / length);
      push([...tables.keys()].flatMap(start => flushTable(start, Math.max(turn, lastTurnOf(start) + 1))));
    },
  };
}
