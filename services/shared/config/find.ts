import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
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

/** The file that is used for the whole host. */
const hostFile = '/etc/tidegauge/tidegauge.yaml';

/** The path of the configuration file, or undefined when there is none, which is fine: every key has a default. */
export function findConfig({ path, env, directory = process.cwd() }: FindOptions): Outcome<string | undefined> {
  const named = path ?? (env.TIDEGAUGE_CONFIG || undefined);
  if (named === undefined) return success([resolve(directory, 'tidegauge.yaml'), hostFile].find(existsSync));
  const whose = path === undefined ? 'TIDEGAUGE_CONFIG' : '--config';
  const full = resolve(directory, named);
  return existsSync(full) ? success(full) : failure(`${whose}: there is no file ${quote(named)}`);
}
