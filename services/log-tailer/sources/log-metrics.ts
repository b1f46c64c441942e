import type { Tags } from '../../shared/metric.ts';
import type { SelfCounter } from '../../shared/self-metrics.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import type { LineSink } from '../lines/line-sink.ts';
import { createSourceMetrics, type SourceMetrics, type SourceMetricsOptions } from '../metrics/source-metrics.ts';
import type { Rule } from '../rules/rule.ts';

/** Makes metrics of the lines of all logs. */
export interface LogMetrics {
  /** A sink for the lines of one log. `name`: path of the file or name of the container. */
  open(name: string, tags: Tags): OpenLogMetrics;
  /** Later lines are looked at with these rules. */
  useRules(rules: readonly Rule[]): void;
  /** Says what has gathered since the last call. */
  report(): void;
}

/** Where the lines of one log go. */
export interface OpenLogMetrics extends LineSink {
  /** Says what has gathered, and forgets the log. */
  close(): void;
}

/** What the metrics are made with; `lines` counts those of all logs. */
export interface LogMetricsOptions {
  readonly statsd: StatsdClient;
  readonly rules: readonly Rule[];
  readonly switches: NonNullable<SourceMetricsOptions['switches']>;
  readonly lines: SelfCounter;
}

/** No logs yet. */
export function createLogMetrics(options: LogMetricsOptions): LogMetrics {
  const all = new Set<CountedLog>();
  let { rules } = options;
  return {
    open(name, tags) {
      const log = new CountedLog(name, tags, options, rules, () => all.delete(log));
      all.add(log);
      return log;
    },
    useRules(changed) {
      rules = changed;
      for (const log of all) log.useRules(rules);
    },
    report() {
      for (const log of all) log.report();
    },
  };
}

class CountedLog implements OpenLogMetrics {
  readonly #name: string;
  readonly #tags: Tags;
  readonly #statsd: StatsdClient;
  readonly #lines: SelfCounter;
  readonly #switches: LogMetricsOptions['switches'];
  readonly #onClose: () => void;
  #metrics: SourceMetrics;

  constructor(
    name: string,
    tags: Tags,
    { statsd, lines, switches }: LogMetricsOptions,
    rules: readonly Rule[],
    onClose: () => void,
  ) {
    this.#name = name;
    this.#tags = tags;
    this.#statsd = statsd;
    this.#lines = lines;
    this.#switches = switches;
    this.#onClose = onClose;
    this.#metrics = createSourceMetrics({ name, tags, rules, switches });
  }

  line(buffer: Buffer, start: number, end: number, logged: number) {
    this.#lines.add();
    this.#metrics.line(buffer, start, end, logged);
    if (this.#metrics.full) this.report();
  }

  useRules(rules: readonly Rule[]) {
    this.report();
    this.#metrics = createSourceMetrics({ name: this.#name, tags: this.#tags, rules, switches: this.#switches });
  }

  report() {
    this.#metrics.report(this.#statsd);
  }

  close() {
    this.report();
    this.#onClose();
  }
}
