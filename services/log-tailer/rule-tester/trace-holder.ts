import type { TestedLine, TestedMetric } from '../../shared/logs/rule-test.ts';
import type { TraceState } from '../stack-traces/state.ts';
import { cleanTagValue, otherValue } from '../tally/tag-values.ts';

/** Holds the lines of a stack trace back from the one on that names its exception, which may be counted only later. */
export interface TraceHolder {
  /** Takes the next line, and the trace that is open behind it; what need not be held any longer. */
  next(tested: TestedLine, trace: TraceState['open']): TestedLine[];
  /** So many are held that the exception should be counted now, as a report of the log-tailer does in a long trace. */
  isFull(): boolean;
  /** All that is held; `said` is what was counted of it at last. */
  take(said: readonly TestedMetric[]): TestedLine[];
}

const mostHeld = 1000;

/** Nothing held. */
export function createTraceHolder(): TraceHolder {
  let held: TestedLine[] = [];
  let type: string | undefined;

  const take = (said: readonly TestedMetric[]) => {
    const [first, ...rest] = held;
    held = [];
    type = undefined;
    return first === undefined ? [] : [{ ...first, metrics: [...first.metrics, ...said] }, ...rest];
  };

  return {
    next(tested, trace) {
      const ofTrace = type === undefined ? undefined : exceptionIn(tested, type);
      const line = ofTrace === undefined ? tested : without(tested, ofTrace);
      const open = trace?.counted ? undefined : trace?.type;
      const goesOn = type !== undefined && ofTrace === undefined && open === type;
      const released = goesOn ? [] : take(ofTrace === undefined ? [] : [{ ...ofTrace, value: 1 }]);
      if (open === undefined) return [...released, line];
      type = open;
      held.push(line);
      return released;
    },
    isFull: () => held.length >= mostHeld,
    take,
  };
}

/** What a line has counted that is of the trace before it: lines of a trace themselves count no exception. */
function exceptionIn({ metrics }: TestedLine, type: string): TestedMetric | undefined {
  const of = (wanted: string) =>
    metrics.find(({ name, tags }) => name === 'log.exceptions' && tags.exception_type === wanted);
  return of(cleanTagValue(type)) ?? of(otherValue);
}

/** The line with one less of what that metric counted. */
function without(tested: TestedLine, one: TestedMetric): TestedLine {
  const left = Number(one.value) - 1;
  const metrics = tested.metrics.flatMap(metric =>
    metric !== one ? [metric] : left > 0 ? [{ ...metric, value: left }] : [],
  );
  return { ...tested, metrics };
}
