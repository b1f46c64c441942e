import type { Config } from '../../shared/config/schema.ts';
import { compileRules } from './compile.ts';

/** What is wrong with the rules of a configuration that fits the schema, a line each. */
export function checkRules({ logs }: Config): readonly string[] {
  const rules = compileRules(logs.rules);
  return rules.ok ? [] : rules.reason;
}
