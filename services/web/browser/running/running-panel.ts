import type { RunningAnswer } from '../../../shared/running/running.ts';
import type { ApiSeries } from '../api.ts';
import type { Span } from '../range.ts';
import { createRunningQuery, type RunningMoment } from './running-query.ts';

/** What the store told for a panel: the series of each of its queries, over a span. */
export interface Stored {
  readonly answers: readonly (readonly ApiSeries[])[];
  readonly span: Span;
}

/** The same with what is running behind it. */
export interface Extended extends Stored {
  /** From this time on, epoch milliseconds, values may still change; undefined where nothing is running. */
  readonly runningFrom?: number;
}

/** What is running of one panel. */
export interface RunningPanel {
  /** Takes the answers to its queries, in order; `told` is what the store has told so far. */
  see(
    answers: readonly RunningAnswer[],
    interval: { readonly start: number; readonly now: number },
    told: Stored,
  ): void;
  extend(stored: Stored): Extended;
}

/** Windows that the store may be behind; when it is more, its own points are what one waits for. */
const mostBehind = 6;

/** Of a panel of which nothing is running yet. */
export function createRunningPanel(): RunningPanel {
  const queries: ReturnType<typeof createRunningQuery>[] = [];
  let moment: RunningMoment | undefined;

  return {
    see(answers, { start, now }, told) {
      const { step, end } = told.span;
      moment = { now, window: Math.floor(start / step) * step };
      for (const [index, answer] of answers.entries()) {
        queries[index] ??= createRunningQuery(step);
        queries[index].see(answer, moment, told.answers[index] ?? [], end);
      }
    },
    extend(told) {
      const { span } = told;
      if (!moment || moment.window < span.end || moment.window >= span.end + mostBehind * span.step) return told;
      const to = Math.max(span.to, moment.window);
      return {
        answers: told.answers.map((series, index) => queries[index]?.extend(series, span.end) ?? series),
        // As long as before, so that a chart moves on instead of being squeezed.
        span: { ...span, from: span.from + to - span.to, to, end: moment.window + span.step },
        runningFrom: span.end,
      };
    },
  };
}
