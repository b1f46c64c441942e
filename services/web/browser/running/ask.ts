import type { PanelQuery } from '../../../../dashboards/model.ts';
import type { RunningAnswer } from '../../../shared/running/running.ts';
import { fetchRunning } from '../api.ts';

/** A panel that is on the screen. */
export interface RunningTarget {
  readonly queries: readonly PanelQuery[];
  /** Takes the answers to its queries, in order; times are epoch milliseconds. */
  see(answers: readonly RunningAnswer[], interval: { readonly start: number; readonly now: number }): void;
}

/** Asks for all panels at once; answers whether anything is known of the interval under way. */
export async function askRunning(
  targets: readonly RunningTarget[],
  filters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  const queries = targets.flatMap(target => target.queries);
  if (queries.length === 0) return true;
  const answer = await fetchRunning(queries, filters, signal);
  // What was asked before the reader chose something else says nothing of whether it is known.
  if (signal.aborted) return true;
  if (!answer.ok || answer.value.interval === null) return false;
  const { interval, answers } = answer.value;
  const moment = { start: interval.start * 1000, now: interval.now * 1000 };
  let at = 0;
  for (const target of targets) {
    const own = answers.slice(at, at + target.queries.length);
    at += target.queries.length;
    // Half of a panel's lines would be a wrong picture.
    if (own.length === target.queries.length) target.see(own, moment);
  }
  return true;
}
