import { readRuleFile } from '../../shared/config/rule-files.ts';
import { type Config, configSchema } from '../../shared/config/schema.ts';
import { type Outcome, success } from '../../shared/outcome.ts';
import { type HowRead, howRead } from '../rule-tester/how-read.ts';
import { compileRules } from '../rules/compile.ts';
import type { Rule } from '../rules/rule.ts';
import { readConfig } from './read-config.ts';
import type { RulesTestOptions } from './rules-test-options.ts';

/** What is tried, on lines that are read as the configuration says. */
export interface Trial {
  readonly rules: readonly Rule[];
  /** Bytes. */
  readonly maxLine: number;
  readonly how: HowRead;
}

/** The rules of the file that was named, with everything else as it is by default; or what the configuration says. */
export function readTrial(
  wanted: Pick<RulesTestOptions, 'config' | 'rules' | 'source'>,
  env: NodeJS.ProcessEnv,
): Outcome<Trial, string[]> {
  const config = wanted.rules === undefined ? readConfig(wanted.config, env) : configOfRules(wanted.rules);
  if (!config.ok) return config;
  const { logs } = config.value;
  const rules = compileRules(logs.rules);
  if (!rules.ok) return rules;
  return success({ rules: rules.value, maxLine: logs.max_line, how: howRead(config.value, wanted.source) });
}

function configOfRules(path: string): Outcome<Config, string[]> {
  const rules = readRuleFile(path);
  if (!rules.ok) return rules;
  const config = configSchema.parse({});
  return success({ ...config, logs: { ...config.logs, rules: [...rules.value] } });
}
