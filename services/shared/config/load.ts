import { failure, type Outcome, success } from '../outcome.ts';
import { type Override, readEnvironment } from './environment.ts';
import { withOverride, withoutEmptyKeys } from './merge.ts';
import { describeIssues, type Provenance } from './problems.ts';
import { rulesDirectory, withRuleFiles } from './rule-files.ts';
import { type Config, configSchema } from './schema.ts';
import type { Path } from './tree.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/** What a configuration is made of. */
export interface LoadOptions {
  /** The file, as find.ts finds it; undefined: only defaults and the environment. */
  readonly path: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Further checks of a configuration that fits the schema, by a service that knows more; answers its errors. */
  readonly check?: (config: Config) => readonly string[];
  /** Told of the directory where further rules are looked for, whether or not it is there. */
  readonly onRules?: (directory: string) => void;
}

const noFile: YamlFile = { value: {}, where: () => undefined, written: () => undefined };

/** The configuration, checked, with all defaults filled in; or everything that is wrong with it, a line each. */
export function loadConfig({
  path,
  env,
  check = () => [],
  onRules = () => {},
}: LoadOptions): Outcome<Config, string[]> {
  const { overrides, errors } = readEnvironment(env);
  const file = path === undefined ? success(noFile) : readYamlFile(path);
  if (!file.ok) return failure([...file.reason, ...errors]);
  const value = overrides.reduce(withOverride, withoutEmptyKeys(file.value.value, configSchema));
  const result = configSchema.safeParse(value, { error: () => '' });
  if (!result.success)
    return failure([...describeIssues(result.error.issues, value, provenance(file.value, overrides)), ...errors]);
  const directory = rulesDirectory(result.data, path);
  if (directory !== undefined) onRules(directory);
  const config = withRuleFiles(result.data, directory);
  if (!config.ok) return failure([...config.reason, ...errors]);
  const faults = [...check(config.value), ...errors];
  return faults.length > 0 ? failure(faults) : config;
}

/** A value that a variable gave is the variable's, down to the elements of a list. */
function provenance(file: YamlFile, overrides: readonly Override[]): Provenance {
  const override = (path: Path) => overrides.find(({ key }) => key.path.every((name, index) => name === path[index]));
  return {
    where: path => override(path)?.key.variable ?? file.where(path),
    written(path) {
      const found = override(path);
      if (!found) return file.written(path);
      return found.key.path.length === path.length ? found.written : undefined;
    },
  };
}
