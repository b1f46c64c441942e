import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../shared/config/schema.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Tags } from '../shared/metric.ts';
import type { Point } from '../shared/point.ts';
import type { RunningSource } from '../shared/running/running.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import { createRoom } from './aggregation/room.ts';
import { createFlusher } from './flush/flusher.ts';
import { type Interval, startAround, startIntervals } from './flush/intervals.ts';
import { createLateSeconds } from './flush/late-seconds.ts';
import { createLateTables, type NoLateSeries } from './flush/late-tables.ts';
import { nextStart } from './flush/stamps.ts';
import { Sweep } from './flush/sweep.ts';
import type { UnderWay } from './journal/journal-records.ts';
import type { Covered } from './journal/leftover.ts';
import type { KeptGauge } from './kept-gauges/read-log.ts';
import { type MetricLine, noTimestamp } from './parser/metric-line.ts';
import { createMetricRules } from './rules/rules.ts';
import { createRunningReader } from './running/reader.ts';
import { browseSeries } from './series/browse-series.ts';
import { Cadences, type CutInterval } from './series/cadences.ts';
import { createNaming } from './series/naming.ts';
import { reportOffenders } from './series/offenders.ts';
import { createOverflowLedger } from './series/overflow-ledger.ts';
import type { SeriesBrowser } from './series/series-browser.ts';
import { createSeriesLimits } from './series/series-limits.ts';
import { createSeriesRoom } from './series/series-room.ts';
import { SeriesTable } from './series/series-table.ts';

/** Numbers of 8 bytes that all timings, and all sets, hold together until the flush: 64 MB each. */
const maxNumbers = 8_000_000;

/** What an aggregator works with. */
export interface AggregatorOptions {
  readonly clock: Clock;
  readonly selfMetrics: SelfMetrics;
  /** The last of its {@link Aggregator.lateSecond} in the run before. */
  readonly lateSecond: number;
  /** Asked at each cut: whether all intervals end, those of rules with longer ones too. */
  readonly cutAll: () => boolean;
  /** See {@link createNaming}. */
  readonly containerTags: (id: string) => Tags | undefined;
  /** An interval ends: the last chance to say something of it. */
  readonly beforeCut: (interval: Interval) => void;
  /** These intervals end, or go on, as of now; of lines added later nothing is in this flush. */
  readonly onCut: (intervals: readonly CutInterval[]) => void;
  /** Takes some of the points of a flush. */
  readonly hand: (points: readonly Point[]) => void;
  /** All points of a flush are handed on. */
  readonly flushed: () => void;
  readonly onGaugeForgotten: (metric: string, tags: Tags) => void;
}

/** Lines → series, of the present and of intervals that are over → points. */
export interface Aggregator {
  /** Adds a line to its series, or says why not. */
  add(line: MetricLine): 'added' | 'late' | NoLateSeries;
  readonly browser: SeriesBrowser;
  /** Of the present, without what comes late. */
  readonly running: RunningSource;
  /** Adds a line of a batch that the process before this one had taken, if that is not in the outbox. */
  addAgain(line: MetricLine, covered: Covered): 'covered' | ReturnType<Aggregator['add']>;
  /** What tells flushes of what came late apart (late-seconds.ts), as of now: no run may begin below it. */
  lateSecond(): number;
  /** The interval under way. */
  underWay(): UnderWay;
  /** Series held. */
  size(): number;
  /** See {@link LateTables.relief}. */
  relief(): Promise<void> | undefined;
  restore(gauges: readonly KeptGauge[]): void;
  reconfigure(next: Config['statsd']): Promise<void>;
  /** Ends the interval under way, and flushes everything. */
  stop(): Promise<void>;
}

/** Empty, in an interval that begins now. */
export function createAggregator(initial: Config['statsd'], options: AggregatorOptions): Aggregator {
  const { clock, selfMetrics, lateSecond, cutAll, containerTags, beforeCut, onCut, hand, flushed, onGaugeForgotten } =
    options;
  let config = initial;
  let naming = nameBy(config);
  const room = createSeriesRoom(() => config.max_series);
  const lateRoom = createSeriesRoom(() => config.max_series);
  const boundsOf = () =>
    createSeriesLimits({
      maxPerMetric: () => config.max_series_per_metric,
      maxTagValues: () => config.max_tag_values,
    });
  const limits = boundsOf();
  const lateLimits = boundsOf();
  reportOffenders(limits, selfMetrics);
  const lateSeconds = createLateSeconds(clock, lateSecond);
  const common = {
    naming: () => naming,
    onOverflow: createOverflowLedger(clock, selfMetrics).count,
    aggregation: {
      exactValues: () => config.exact_values,
      timingRoom: createRoom(maxNumbers),
      setRoom: createRoom(maxNumbers),
      onSketched: selfMetrics.counter('tidegauge.statsd.values.sketched').add,
      onCoarser: selfMetrics.counter('tidegauge.statsd.sketch.coarser').add,
      onEstimated: selfMetrics.counter('tidegauge.statsd.set.estimated').add,
      onSetOverflow: selfMetrics.counter('tidegauge.statsd.set.overflow').add,
    },
  };
  function nameBy(statsd: Config['statsd']) {
    return createNaming({ config: statsd, rules: createMetricRules(statsd), containerTags });
  }

  const table = new SeriesTable({
    ...common,
    room,
    limits,
    cadences: new Cadences(config.flush_interval, nextStart(clock.now(), config.flush_interval)),
    onGaugeForgotten,
    shardBits: 6,
  });
  const sweep = new Sweep({ table, config: () => config, now: clock.now });
  const flusher = createFlusher({ sweep, now: clock.now, hand, onCut, complete });

  function complete(): void {
    cut.late.flush();
    flushed();
  }

  /** Cuts the time from now on, or behind the start of an interval that there was, into intervals of the length configured. */
  function startCut(after?: number) {
    const length = config.flush_interval;
    let last = false;
    const intervals = startIntervals({ clock, length, after }, interval => {
      flusher.finish(); // or the flush before would be told of as if it began here
      beforeCut(interval);
      late.cut();
      // What was taken twice must not wait for longer intervals: a process killed again would not know of which it was.
      flusher.flush(interval, last || hasLeftovers || cutAll());
      hasLeftovers = false;
    });
    const { running } = intervals;
    const cadences = new Cadences(length, running());
    const late = createLateTables({
      length,
      running,
      seconds: lateSeconds,
      room: lateRoom,
      createTable: () => new SeriesTable({ ...common, room: lateRoom, limits: lateLimits, cadences, shardBits: 0 }),
      push: hand,
      finishFlush: flusher.finish,
      onOverflow: common.onOverflow,
    });
    return {
      late,
      running,
      /** At once, or in slices, with which the disk keeps up, where nothing waits for it. */
      async stop(how: 'at once' | 'in slices') {
        last = true;
        intervals.stop();
        if (how === 'at once') flusher.finish();
        else await flusher.ended();
      },
    };
  }

  let hasLeftovers = false;
  let cut = startCut();

  const add: Aggregator['add'] = line => {
    const late = line.timestamp === noTimestamp ? 'now' : cut.late.add(line);
    if (late === 'now') return table.add(line) ?? 'added';
    return late === 'added' ? 'late' : late;
  };

  return {
    add,
    browser: browseSeries(table, row => sweep.forget(row)),
    running: createRunningReader({ table, start: () => cut.running(), now: clock.now }),
    addAgain(line, covered) {
      hasLeftovers = true;
      const identity = naming(line);
      if (typeof identity === 'string') return add(line);
      const { running } = covered;
      const own = wasLate(line, running) || identity.interval === running.length ? 0 : identity.interval;
      return covered.series(own) ? 'covered' : add(line);
    },
    lateSecond: lateSeconds.last,
    underWay: () => ({ start: cut.running(), length: config.flush_interval }),
    size: () => room.series.taken + lateRoom.series.taken,
    relief: () => cut.late.relief(),
    restore(gauges) {
      for (const { metric, tags, value, lastActive } of gauges) {
        const age = Math.max(2, Math.ceil((clock.now() - lastActive) / config.flush_interval));
        table.registry.restore({ metric, tags, value, age });
      }
    },
    async reconfigure(next) {
      const previous = config;
      config = next;
      if (sameAggregation(previous, next)) return;
      naming = nameBy(next);
      void cut.stop('at once');
      cut = startCut(cut.running());
      table.restart(next.flush_interval, cut.running());
    },
    stop: () => cut.stop('in slices'),
  };
}

/** Whether a line belonged to an interval that was over already when this one was under way. */
function wasLate({ timestamp }: MetricLine, { start, length }: UnderWay): boolean {
  return timestamp !== noTimestamp && startAround(timestamp, length) + length <= start;
}

/** Whether series are called and gathered the same by both. What else there is, is asked for whenever it is needed. */
function sameAggregation(a: Config['statsd'], b: Config['statsd']): boolean {
  const keys = [
    ...(['names', 'prefix', 'tags', 'origin', 'flush_interval', 'timing_fields', 'percentiles'] as const),
    ...(['statsd_percentiles', 'histogram', 'rules'] as const),
  ];
  return keys.every(key => isDeepStrictEqual(a[key], b[key]));
}
