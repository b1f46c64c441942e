import type { RuleConfig } from '../config/sections/log-rules.ts';
import type { Level } from '../levels.ts';
import type { MetricType, Tags } from '../metric.ts';

/** Lines to try rules on. */
export interface RuleTest {
  /** As the configuration has them once checked, or as text: a YAML list of rules. */
  readonly rules: readonly RuleConfig[] | string;
  /** Path of the file or name of the container that the lines are taken to be of; without it every rule sees them, whatever its `source`. */
  readonly source?: string;
  /** Without line ends. */
  readonly lines: readonly string[];
}

/** One metric that came of a line: a number, or the member of a set. */
export interface TestedMetric {
  readonly name: string;
  readonly type: MetricType;
  /** Without those of the source. */
  readonly tags: Tags;
  readonly value: number | string;
}

/** What became of one line. */
export interface TestedLine {
  readonly line: string;
  /** As docs/logs.md calls it, `plain` for none; undefined for a line that was dropped before its format was looked at. */
  readonly format: string | undefined;
  /** Undefined for a line that was dropped, or is of a stack trace and so part of the entry above. */
  readonly level: Level | undefined;
  /** Whether a rule left it out. */
  readonly dropped: boolean;
  /** All but log.lines, log.bytes, log.entries and log.dropped. */
  readonly metrics: readonly TestedMetric[];
  /** Indexes of the rules that matched it, in their order. */
  readonly rules: readonly number[];
}

/** How one rule did. */
export interface TestedRule {
  /** Its name, else its metric, else `drop`. */
  readonly name: string;
  /** Where it stands: `logs.rules[2]`, `/etc/tidegauge/rules.d/shop.yaml:4: logs.rules[0]`. */
  readonly key: string;
  /** Whether it is for this source at all. */
  readonly applies: boolean;
  readonly matched: number;
  /** Microseconds that it costs per line, on these lines; undefined when there was nothing to measure it on. */
  readonly cost: number | undefined;
}

/** What came of it all, as plain data; or what is wrong with the rules, a text for each fault. */
export type RuleTestReport =
  | { readonly ok: false; readonly errors: readonly string[] }
  | {
      readonly ok: true;
      readonly lines: readonly TestedLine[];
      readonly rules: readonly TestedRule[];
      /** Lines that were not looked at, because there were too many, they took too long, or the report of those before got too long. */
      readonly skipped: number;
    };
