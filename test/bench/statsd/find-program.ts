import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A program that is not of npm. */
export interface Wanted {
  readonly name: string;
  /** Arguments of `go install` that make it, where it can be made so. */
  readonly go?: readonly string[];
}

/** Where programs that were made here are kept between runs. */
const made = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tidegauge-bench');

/**
 * The path of a program: what the variable `BENCH_<NAME>` says, else from the PATH, else made by `go install`, which takes
 * some minutes the first time. Undefined where there is no such way.
 */
export async function findProgram({ name, go }: Wanted): Promise<string | undefined> {
  const named = process.env[`BENCH_${name.toUpperCase()}`];
  if (named) return named;
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', made];
  const found = directories.map(directory => join(directory, name)).find(path => existsSync(path));
  if (found || !go) return found;
  process.stderr.write(`  making ${name} by go install …\n`);
  try {
    await promisify(execFile)('go', ['install', ...go], { env: { ...process.env, GOBIN: made } });
    return join(made, name);
  } catch (error) {
    process.stderr.write(`  ${name} is left out: ${String(error).split('\n').slice(0, 3).join(' ')}\n`);
    return undefined;
  }
}
