import type { Config } from '../shared/config/schema.ts';
import { checkFormats } from './formats/overrides.ts';
import { compileRules } from './rules/compile.ts';

/** What is wrong with the part of a configuration that the schema cannot check: rules, and names of formats. */
export function checkLogs(config: Config): readonly string[] {
  const rules = compileRules(config.logs.rules);
  return [...(rules.ok ? [] : rules.reason), ...checkFormats(config)];
}
