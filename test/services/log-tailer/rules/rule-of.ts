import assert from 'node:assert/strict';
import { createRuleReaders, type RuleReaders } from '../../../../services/log-tailer/rules/apply.ts';
import { compileRules } from '../../../../services/log-tailer/rules/compile.ts';
import type { Rule } from '../../../../services/log-tailer/rules/rule.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { logRule, type RuleConfig } from '../../../../services/shared/config/sections/log-rules.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

/** As the configuration has it once checked. */
export const ruleOf = (written: object): RuleConfig =>
  logRule.parse('drop' in written ? written : { metric: 'app.x', ...written });

/** Rules that are ready. */
export function rulesOf(...written: object[]): readonly Rule[] {
  const compiled = compileRules(written.map(ruleOf));
  assert.ok(compiled.ok, compiled.ok ? '' : compiled.reason.join('\n'));
  return compiled.value;
}

/** Feeds a line; whether it was dropped. */
export function feed(readers: RuleReaders, line: string | Buffer): boolean {
  const bytes = Buffer.from(line);
  // In the midst of others, as in a buffer that was read.
  const around = Buffer.concat([Buffer.from('before\n'), bytes, Buffer.from('\nafter')]);
  return readers.read(around, 7, 7 + bytes.length);
}

/** What a rule makes of some lines. */
export function read(written: object, ...lines: (string | Buffer)[]): string[] {
  const tally = createTally({ file: '/log' });
  const readers = createRuleReaders(rulesOf(written), '/log', tally);
  for (const line of lines) feed(readers, line);
  const client = createRecordingClient();
  tally.report(client);
  return client.take();
}
