import type { Config } from '../shared/config/schema.ts';
import { checkFormats } from './formats/overrides.ts';
import { checkRules } from './rules/check.ts';

/** What is wrong with the part of a configuration that the schema cannot check: rules, and names of formats. */
export function checkLogs(config: Config): readonly string[] {
  return [...checkRules(config), ...checkFormats(config)];
}
