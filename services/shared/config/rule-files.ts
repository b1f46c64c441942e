import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { failure, messageOf, type Outcome, success } from '../outcome.ts';
import { describeIssues } from './problems.ts';
import { setOrigin } from './rule-origin.ts';
import { type Config, configSchema } from './schema.ts';
import type { RuleConfig } from './sections/log-rules.ts';
import { parseYaml, readYamlFile, type YamlFile } from './yaml-file.ts';

/** Files and rules in a directory of rules, at most: each rule costs something for every line. */
const mostFiles = 100;
const mostRules = 500;

/** Where rules lie beside a configuration file that says nothing of it. */
const usual = 'rules.d';

/** The directory of rules that a configuration names, or the usual one; undefined for a configuration without a file that names none. */
export function rulesDirectory({ logs }: Config, path: string | undefined): string | undefined {
  const beside = path === undefined ? undefined : dirname(path);
  if (logs.rules_directory !== undefined) return resolve(beside ?? '.', logs.rules_directory);
  return beside === undefined ? undefined : join(beside, usual);
}

/** The files of rules in a directory, in the order of their names. */
export function ruleFiles(directory: string): Outcome<readonly string[], NodeJS.ErrnoException> {
  try {
    const names = readdirSync(directory).filter(name => /^[^.].*\.ya?ml$/.test(name));
    return success(names.sort().map(name => join(directory, name)));
  } catch (error) {
    return failure(error as NodeJS.ErrnoException);
  }
}

/**
 * The configuration with the rules of its directory ({@link rulesDirectory}) behind its own. A directory that nobody
 * asked for need not be there.
 * Errors are those of the file, as `/etc/tidegauge/rules.d/shop.yaml:3: logs.rules[0].match is "(", must be …`.
 */
export function withRuleFiles(config: Config, directory: string | undefined): Outcome<Config, string[]> {
  if (directory === undefined) return success(config);
  const files = ruleFiles(directory);
  if (!files.ok) {
    const wanted = config.logs.rules_directory !== undefined;
    if (!wanted && /^(ENOENT|ENOTDIR)$/.test(files.reason.code ?? '')) return success(config);
    return failure([`logs.rules_directory cannot be read: ${messageOf(files.reason)}`]);
  }
  if (files.value.length > mostFiles)
    return failure([`${directory} has ${files.value.length} files of rules, at most ${mostFiles} are allowed`]);
  const read = files.value.map(readRuleFile);
  const errors = read.flatMap(outcome => (outcome.ok ? [] : outcome.reason));
  if (errors.length > 0) return failure(errors);
  const rules = [...config.logs.rules, ...read.flatMap(outcome => (outcome.ok ? outcome.value : []))];
  if (rules.length > mostRules)
    return failure([`${directory}: there are ${rules.length} rules in all, at most ${mostRules} are allowed`]);
  return success({ ...config, logs: { ...config.logs, rules } });
}

/** The rules of a file: a list of them, or as the configuration file has it, below `logs: rules:`. */
export function readRuleFile(path: string): Outcome<readonly RuleConfig[], string[]> {
  const file = readYamlFile(path);
  return file.ok ? checkFile(file.value, path) : file;
}

/** The rules of a text, as those of a file. `name` is what errors call it. */
export function parseRules(yaml: string, name: string): Outcome<readonly RuleConfig[], string[]> {
  const file = parseYaml(yaml, name);
  return file.ok ? checkFile(file.value, name) : file;
}

/** Each key is named as if it stood in the configuration file, which tells where it is documented. */
function checkFile(file: YamlFile, name: string): Outcome<readonly RuleConfig[], string[]> {
  const asInConfig = rulesAsInConfig.safeParse(file.value).data?.logs.rules;
  // An empty file says no rules.
  const list = isEmpty(file.value) ? [] : (asInConfig ?? file.value);
  if (!Array.isArray(list))
    return failure([`${name}: must be a list of rules, each beginning with a dash: - match: …`]);
  const value = { logs: { rules: list } };
  const result = configSchema.safeParse(value, { error: () => '' });
  const inFile = (path: readonly (string | number)[]) => (asInConfig ? path : path.slice(2));
  if (!result.success)
    return failure(
      describeIssues(result.error.issues, value, {
        where: path => file.where(inFile(path)),
        written: path => file.written(inFile(path)),
      }),
    );
  const { rules } = result.data.logs;
  for (const [index, rule] of rules.entries())
    setOrigin(rule, `${file.where(inFile(['logs', 'rules', index])) ?? name}: logs.rules[${index}]`);
  return success(rules);
}

/** As the rules stand in the configuration file, for those who copy them from there. */
const rulesAsInConfig = z.strictObject({ logs: z.strictObject({ rules: z.array(z.unknown()) }) });

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
