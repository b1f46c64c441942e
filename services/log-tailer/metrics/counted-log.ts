import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Tags } from '../../shared/metric.ts';
import type { SelfCounter } from '../../shared/self-metrics.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import type { FormatOf } from '../formats/overrides.ts';
import type { Chunk, LineSink } from '../lines/line-sink.ts';
import type { Positions } from '../positions.ts';
import type { Rule } from '../rules/rule.ts';
import type { KeptLines, LineKeeper } from './kept-lines.ts';
import type { LogReading, ObservedLog } from './observed-log.ts';
import { createSourceMetrics, type SourceMetrics, type SourceSwitches } from './source-metrics.ts';
import type { SourceState } from './source-state.ts';
import type { Told } from './told.ts';

/** Where the lines of one log go. */
export interface OpenLogMetrics extends LineSink {
  /** `told`: what the log says of the line besides. */
  line(buffer: Buffer, start: number, end: number, logged: number, told?: Told): void;
  /** `reading` tells, when it is asked, how this log is being read. */
  describe(reading: () => LogReading): void;
  /** Says what has gathered, and forgets the log. */
  close(): void;
}

/** What else there may be to know of a log. */
export interface LogIdentity {
  /** Rules for it alone, behind those for all. */
  readonly rules?: readonly Rule[];
  /** What its state is kept under; without it the name. Another container may get the name later, and is not to go on with this one's. */
  readonly key?: string;
}

/** What the metrics of logs are made with; `lines` counts those of all. */
export interface LogMetricsOptions {
  readonly statsd: StatsdClient;
  readonly rules: readonly Rule[];
  readonly switches: SourceSwitches;
  readonly lines: SelfCounter;
  readonly formatOf: FormatOf;
  readonly keeper: LineKeeper;
  readonly clock: Pick<Clock, 'now'>;
  /** Left out where there is no going on after a restart. */
  readonly positions?: Pick<Positions, 'source' | 'keepSource'>;
}

/** One log: its lines become metrics, by rules and formats that may change meanwhile. */
export class CountedLog implements OpenLogMetrics {
  readonly #name: string;
  /** What its state is kept under. */
  readonly #key: string;
  #isKept: boolean;
  readonly #tags: Tags;
  readonly #options: LogMetricsOptions;
  readonly #lines: SelfCounter;
  readonly #onClose: () => void;
  readonly #kept: KeptLines;
  readonly #own: readonly Rule[];
  #rules: readonly Rule[];
  #format: string | undefined;
  #metrics: SourceMetrics;
  #reading: (() => LogReading) | undefined;
  /** Lines so far, and those of them that had come by the last report. */
  #seen = 0;
  #reported = 0;
  /** Lines by the last time that something was kept. */
  #keptSeen = 0;
  #lastLine: number | undefined;

  constructor(
    name: string,
    tags: Tags,
    options: LogMetricsOptions,
    { rules: own = [], key = name }: LogIdentity,
    onClose: () => void,
  ) {
    this.#own = own;
    this.#key = tags.stream === undefined ? key : `${key} ${tags.stream}`;
    this.#isKept = options.positions?.source(this.#key) !== undefined;
    this.#name = name;
    this.#tags = tags;
    this.#options = options;
    this.#lines = options.lines;
    this.#onClose = onClose;
    this.#kept = options.keeper.open(tags.stream);
    this.#rules = [...options.rules, ...own];
    this.#format = options.formatOf(name);
    this.#metrics = this.#create();
  }

  line(buffer: Buffer, start: number, end: number, logged: number, told?: Told) {
    this.#lines.add();
    this.#seen += 1;
    this.#metrics.line(buffer, start, end, logged, told);
    if (this.#metrics.isFull()) this.#say();
  }

  within(chunk: Chunk | undefined) {
    this.#metrics.within(chunk);
  }

  useRules(rules: readonly Rule[]) {
    this.#rules = [...rules, ...this.#own];
    this.#metrics.useRules(this.#rules);
  }

  useFormat(formatOf: FormatOf) {
    const format = formatOf(this.#name);
    if (format === this.#format) return;
    this.#format = format;
    this.#say();
    this.#metrics = this.#create(this.#metrics.keep() ?? {});
  }

  report() {
    // Of most logs: nothing has gathered.
    if (this.#seen === this.#reported) return;
    this.#say();
    this.#kept.tick();
    this.#reported = this.#seen;
    // Once a report and not for every line: a look at the clock costs as much as a short line.
    this.#lastLine = this.#options.clock.now();
  }

  describe(reading: () => LogReading) {
    this.#reading = reading;
  }

  observe(): ObservedLog {
    return {
      name: this.#name,
      tags: this.#tags,
      format: this.#metrics.format(),
      formatIsSet: this.#format !== undefined,
      lines: this.#seen,
      lastLine: this.#seen === this.#reported ? this.#lastLine : this.#options.clock.now(),
      reading: this.#reading?.(),
      kept: this.#kept,
      rules: this.#metrics.rules().map(({ rule, matched }) => ({
        rule: rule.condition,
        ...(rule.metric && { metric: rule.metric.metric }),
        matched: matched(),
      })),
    };
  }

  keep() {
    if (this.#seen === this.#keptSeen && !this.#isKept) return;
    this.#keptSeen = this.#seen;
    const state = this.#metrics.keep() ?? {};
    // Most sources never have any.
    if (this.#isKept || Object.keys(state).length > 0) this.#options.positions?.keepSource(this.#key, state);
    this.#isKept = Object.keys(state).length > 0;
  }

  close() {
    this.#say();
    this.keep();
    this.#kept.clear();
    this.#onClose();
  }

  #say() {
    this.#metrics.report(this.#options.statsd);
  }

  #create(kept?: SourceState) {
    return createSourceMetrics({
      name: this.#name,
      tags: this.#tags,
      rules: this.#rules,
      format: this.#format,
      keptLines: this.#kept,
      kept: kept ?? this.#options.positions?.source(this.#key),
      switches: this.#options.switches,
    });
  }
}
