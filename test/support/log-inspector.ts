import type { LogInspector } from '../../services/shared/logs/log-inspector.ts';
import type { RuleTest } from '../../services/shared/logs/rule-test.ts';
import type { SourceDetail } from '../../services/shared/logs/source-status.ts';
import { failure, success } from '../../services/shared/outcome.ts';

/** A log-tailer whose logs a test makes up. */
export interface FakeInspector extends LogInspector {
  readonly details: SourceDetail[];
  readonly tests: RuleTest[];
  /** Why it does not answer from now on; undefined for that it does. */
  away: string | undefined;
}

/** A log `/var/log/app.log` without a line, but for `differences`. */
export function fakeSource(differences: Partial<SourceDetail> = {}): SourceDetail {
  const { name = '/var/log/app.log' } = differences;
  return {
    name,
    host: 'tide',
    kind: 'file',
    state: 'reading',
    tags: { file: name },
    formats: [],
    lines: 0,
    lastLine: null,
    behind: 0,
    keepsLines: true,
    errorLines: [],
    sampleLines: [],
    rules: [],
    ...differences,
  };
}

/** It follows these; of a test it answers that every line is plain. */
export function createFakeInspector(details: SourceDetail[] = []): FakeInspector {
  const fake: FakeInspector = {
    details,
    tests: [],
    away: undefined,
    async sources() {
      if (fake.away) return failure(fake.away);
      const sources = details.map(detail => {
        const {
          host: _h,
          position: _p,
          keepsLines: _k,
          errorLines: _e,
          sampleLines: _s,
          rules: _r,
          ...status
        } = detail;
        return status;
      });
      return success({ host: 'tide', sources, more: 0 });
    },
    async source(name) {
      return fake.away ? failure(fake.away) : success(details.find(one => one.name === name));
    },
    async test(test) {
      fake.tests.push(test);
      if (fake.away) return failure(fake.away);
      const lines = test.lines.map(
        line => ({ line, format: 'plain', level: 'info', dropped: false, metrics: [], rules: [] }) as const,
      );
      return success({ ok: true, lines, rules: [], skipped: 0 });
    },
  };
  return fake;
}
