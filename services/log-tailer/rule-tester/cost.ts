import { createRuleReaders } from '../rules/apply.ts';
import type { Rule } from '../rules/rule.ts';
import { createTally } from '../tally/tally.ts';

/** What measuring takes. */
export interface CostOptions {
  /** Milliseconds since whenever, with fractions. */
  readonly now: () => number;
  /** Milliseconds that one rule is measured for, beyond its first round. */
  readonly time: number;
}

const mostRounds = 20;

/**
 * Microseconds per line that a rule costs by itself: the least of some rounds over the lines, the first one left out,
 * since the engine of JavaScript has not compiled it yet. Undefined without lines, and when the first round took all the time.
 */
export function ruleCost(rule: Rule, lines: readonly Buffer[], { now, time }: CostOptions): number | undefined {
  if (lines.length === 0) return undefined;
  const readers = createRuleReaders([{ ...rule, appliesTo: () => true }], '', createTally({}));
  const round = () => {
    const began = now();
    for (const line of lines) readers.read(line, 0, line.length);
    return now() - began;
  };
  let least = round();
  const end = now() + time;
  for (let count = 0; count < mostRounds && now() < end; count++) least = Math.min(least, round());
  return (least * 1000) / lines.length;
}
