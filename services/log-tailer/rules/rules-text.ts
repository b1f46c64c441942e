import { parseRules } from '../../shared/config/rule-files.ts';
import { failure, type Outcome } from '../../shared/outcome.ts';
import { compileRules } from './compile.ts';
import type { Rule } from './rule.ts';

/** Rules out of YAML, a list of them; or every fault of it, `where` before each: `rules.yaml:3: logs.rules[0].match is …`. */
export function readRules(yaml: string, where: string): Outcome<readonly Rule[], string[]> {
  const parsed = parseRules(yaml, where);
  return parsed.ok ? compileRules(parsed.value) : failure(parsed.reason);
}
