import { readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { syncDirectory } from '../../shared/files/sync-directory.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { codeOf, explainFileError } from './explain.ts';

/** Content by path. */
export type Files = ReadonlyMap<string, string | Buffer>;

/** Names in a directory of the volume that are ours, so that those not handed out are stale. */
export interface Stale {
  readonly directory: string;
  readonly pattern: RegExp;
}

/** Removes the files that `stale` names and that are not wanted. Gives their paths within the volume. */
export async function removeStale(
  volume: string,
  wanted: Files,
  { directory, pattern }: Stale,
  dryRun: boolean,
): Promise<Outcome<string[]>> {
  const full = join(volume, directory);
  try {
    const paths = (await readdir(full)).filter(name => pattern.test(name)).map(name => join(full, name));
    const stale = paths.filter(path => !wanted.has(relative(volume, path)));
    if (!dryRun && stale.length > 0) {
      for (const path of stale) await rm(path);
      await syncDirectory(dirname(stale[0]!));
    }
    return success(stale.map(path => relative(volume, path)));
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? success([]) : failure(explainFileError(full, error));
  }
}
