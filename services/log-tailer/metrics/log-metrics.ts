import type { Tags } from '../../shared/metric.ts';
import type { FormatOf } from '../formats/overrides.ts';
import type { Rule } from '../rules/rule.ts';
import { CountedLog, type LogIdentity, type LogMetricsOptions, type OpenLogMetrics } from './counted-log.ts';
import type { ObservedLog } from './observed-log.ts';

/** Makes metrics of the lines of all logs. */
export interface LogMetrics {
  /** A sink for the lines of one log. `name`: path of the file or name of the container. */
  open(name: string, tags: Tags, more?: LogIdentity): OpenLogMetrics;
  /** Later lines are looked at with these rules. */
  useRules(rules: readonly Rule[]): void;
  /** Later lines are read by the formats that this names. */
  useFormats(formatOf: FormatOf): void;
  /** Says what has gathered since the last call. */
  report(): void;
  /** Tells what the lines so far mean for those that come. */
  keep(): void;
  /** What is known of each log, for who looks at it; a container's streams are logs of their own. */
  observe(): readonly ObservedLog[];
}

/** No logs yet. */
export function createLogMetrics(options: LogMetricsOptions): LogMetrics {
  const all = new Set<CountedLog>();
  let { rules, formatOf } = options;
  return {
    open(name, tags, more = {}) {
      const log = new CountedLog(name, tags, { ...options, rules, formatOf }, more, () => all.delete(log));
      all.add(log);
      return log;
    },
    useRules(changed) {
      rules = changed;
      for (const log of all) log.useRules(rules);
    },
    useFormats(changed) {
      formatOf = changed;
      for (const log of all) log.useFormat(formatOf);
    },
    report() {
      for (const log of all) log.report();
    },
    keep() {
      for (const log of all) log.keep();
    },
    observe: () => [...all].map(log => log.observe()),
  };
}
