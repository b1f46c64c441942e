import { homedir, hostname } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Config } from './schema.ts';

/** Who runs this process. */
export interface User {
  readonly isRoot: boolean;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
}

const self = (): User => ({ isRoot: process.getuid?.() === 0, home: homedir(), env: process.env });

/** Absolute path of the directory for everything that is kept: `data`, or the usual place for the user. */
export function dataDirectory(config: Pick<Config, 'data'>, user: User = self()): string {
  if (config.data !== undefined) return resolve(config.data);
  if (user.isRoot) return '/var/lib/tidegauge';
  // The XDG base directory specification has relative paths ignored.
  const shared = user.env.XDG_DATA_HOME;
  return join(shared && isAbsolute(shared) ? shared : join(user.home, '.local/share'), 'tidegauge');
}

/** Value of the tag `host`. */
export function hostTag(config: Pick<Config, 'hostname'>): string {
  return config.hostname ?? hostname();
}
