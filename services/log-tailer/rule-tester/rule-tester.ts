import { parseRules } from '../../shared/config/rule-files.ts';
import type { RuleTest, RuleTestReport, TestedLine } from '../../shared/logs/rule-test.ts';
import { success } from '../../shared/outcome.ts';
import { compileRules } from '../rules/compile.ts';
import type { HowRead } from './how-read.ts';
import { createLineTester } from './line-tester.ts';

/** Rules and lines, and how those are read; without it as any log is by default. */
export interface ConfiguredTest extends RuleTest {
  readonly how?: HowRead;
}

/** Bounds and the clock of a test. */
export interface TestOptions {
  /** Milliseconds since whenever, with fractions. */
  readonly now?: () => number;
  /** Lines that are looked at. */
  readonly mostLines?: number;
  /** Milliseconds for all lines; the one that is under way is finished. */
  readonly time?: number;
}

/** Milliseconds for measuring what rules cost, all together. */
const timeForCosts = 200;

/** Characters of JSON that lines are told in, from which on no more are looked at: a rule may say far more than the line it matches. */
const longestReport = 4_000_000;

/** What rules would make of lines: nothing is counted, sent or kept. */
export function testRules({ rules, source, lines, how }: ConfiguredTest, options: TestOptions = {}): RuleTestReport {
  const { now = () => performance.now(), mostLines = 1000, time = 2000 } = options;
  const configs = typeof rules === 'string' ? parseRules(rules, 'rules') : success(rules);
  const compiled = configs.ok ? compileRules(configs.value) : configs;
  if (!compiled.ok) return { ok: false, errors: compiled.reason };
  const tester = createLineTester(compiled.value, { source, ...how });
  const tested: TestedLine[] = [];
  let looked = 0;
  const end = now() + time;
  for (const line of lines.slice(0, mostLines)) {
    if (now() > end || tester.size() >= longestReport) break;
    tested.push(...tester.line(Buffer.from(line)));
    looked += 1;
  }
  tested.push(...tester.end());
  const done = tester.rules({ now, time: timeForCosts });
  return { ok: true, lines: tested, rules: done, skipped: lines.length - looked };
}
