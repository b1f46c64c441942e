import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { quote } from '../logging/quote.ts';
import { failure, type Outcome, success } from '../outcome.ts';

/** Where to look for the configuration file. */
export interface FindOptions {
  /** What the command line says (`--config PATH`): it must be there. */
  readonly path?: string | undefined;
  /** May name the file too, as TIDEGAUGE_CONFIG. */
  readonly env: NodeJS.ProcessEnv;
  /** The working directory by default. */
  readonly directory?: string;
}

/** Which file counts. */
export interface FoundConfig {
  /** Undefined when there is none, which is fine: every key has a default. */
  readonly path: string | undefined;
  /** Where it may be, or come to be: the first that is there counts. */
  readonly candidates: readonly string[];
  /** What keeps this user from seeing whether there is one of them, and what would change that. */
  readonly hidden: readonly string[];
}

/** The file that is used for the whole host. */
const hostFile = '/etc/tidegauge/tidegauge.yaml';

/** Finds the configuration file; fails when one is named that is not there. */
export function findConfig({ path, env, directory = process.cwd() }: FindOptions): Outcome<FoundConfig> {
  const named = path ?? (env.TIDEGAUGE_CONFIG || undefined);
  if (named === undefined) {
    const candidates = [resolve(directory, 'tidegauge.yaml'), hostFile];
    const hidden = candidates.filter(path => look(path) === 'hidden').map(explain);
    return success({ path: candidates.find(path => look(path) === 'there'), candidates, hidden });
  }
  const whose = path === undefined ? 'TIDEGAUGE_CONFIG' : '--config';
  const full = resolve(directory, named);
  return look(full) !== 'absent'
    ? success({ path: full, candidates: [full], hidden: [] })
    : failure(`${whose}: there is no file ${quote(named)}`);
}

/** Whether there is such a file, or whether a directory on the way keeps this user from seeing that. */
function look(path: string): 'there' | 'absent' | 'hidden' {
  try {
    statSync(path);
    return 'there';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'hidden' : 'absent';
  }
}

function explain(path: string): string {
  return `whether there is a ${path} cannot be seen, permission denied: if so, let others in by chmod o+x ${dirname(path)}`;
}
