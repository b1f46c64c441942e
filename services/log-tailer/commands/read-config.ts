import { findConfig } from '../../shared/config/find.ts';
import { loadConfig } from '../../shared/config/load.ts';
import type { Config } from '../../shared/config/schema.ts';
import { failure, type Outcome } from '../../shared/outcome.ts';
import { checkLogs } from '../check.ts';

/** The configuration at `path`, or where the services find it, with its rules and formats checked; fails with all that is wrong. */
export function readConfig(path: string | undefined, env: NodeJS.ProcessEnv): Outcome<Config, string[]> {
  const found = findConfig({ path, env });
  return found.ok ? loadConfig({ path: found.value.path, env, check: checkLogs }) : failure([found.reason]);
}
