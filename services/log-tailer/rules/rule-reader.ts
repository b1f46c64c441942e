import { cleanTagValue } from '../tally/tag-values.ts';
import type { Entry, Tally, TallySeries } from '../tally/tally.ts';
import { textOf } from './condition.ts';
import type { Groups } from './expressions/groups.ts';
import type { LineView } from './line-view.ts';
import type { Rule, RuleMetric } from './rule.ts';
import { createSeriesFinder } from './rule-series.ts';
import { readValue } from './rule-value.ts';

/** One rule on the lines of one source. */
export interface RuleReader {
  readonly rule: Rule;
  /** Lines that it matched so far. */
  matched(): number;
  /** Adds what the rule finds to the tally; whether it matched. */
  read(line: LineView): boolean;
  /** It reads no more: its series are forgotten with the tally's next report. */
  close(): void;
}

/** A match whose value is none that the metric can have adds nothing but 1 to `tidegauge.log.values.bad`. */
export function createRuleReader(rule: Rule, tally: Tally): RuleReader {
  const share = tally.share();
  const take = rule.metric === undefined ? () => {} : createTaker(rule.metric, share);
  let matched = 0;
  return {
    rule,
    matched: () => matched,
    read(line) {
      const groups = rule.match(line);
      if (groups === undefined) return false;
      matched += 1;
      take(line, groups);
      return true;
    },
    close: () => share.close(),
  };
}

type Taker = (line: LineView, groups: Groups) => void;

function createTaker(metric: RuleMetric, tally: TallySeries): Taker {
  const bad = tally.counter('tidegauge.log.values.bad', { metric: metric.metric });
  return metric.type === 'set' ? memberTaker(metric, tally, bad) : numberTaker(metric, metric.type, tally, bad);
}

function memberTaker(metric: RuleMetric, tally: TallySeries, bad: Entry): Taker {
  const seriesOf = createSeriesFinder(metric, tags => tally.set(metric.metric, tags));
  return (line, groups) => {
    const member = textOf(metric.value?.(line, groups));
    if (member) seriesOf(line, groups).add(cleanTagValue(member));
    else bad.add(1);
  };
}

function numberTaker(
  metric: RuleMetric,
  type: Exclude<RuleMetric['type'], 'set'>,
  tally: TallySeries,
  bad: Entry,
): Taker {
  const seriesOf = createSeriesFinder(metric, tags => tally[type](metric.metric, tags));
  return (line, groups) => {
    const value = metric.value === undefined ? 1 : readValue(metric.value(line, groups), type, metric.unit);
    if (value === undefined) bad.add(1);
    else seriesOf(line, groups).add(value);
  };
}
