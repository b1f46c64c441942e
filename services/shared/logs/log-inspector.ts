import type { Outcome } from '../outcome.ts';
import type { RuleTest, RuleTestReport } from './rule-test.ts';
import type { SourceDetail, SourceList } from './source-status.ts';

/** Tells how the logs are read, of a log-tailer in this process or in another. A failure says why there is no answer. */
export interface LogInspector {
  sources(): Promise<Outcome<SourceList>>;
  /** Undefined where no log of that name is followed. */
  source(name: string): Promise<Outcome<SourceDetail | undefined>>;
  /** What rules would make of lines; nothing is counted. */
  test(test: RuleTest): Promise<Outcome<RuleTestReport>>;
}
