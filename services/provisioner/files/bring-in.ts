import { lstat, readFile } from 'node:fs/promises';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { type FileSpec, putFile } from './atomic.ts';
import { codeOf, explainFileError } from './explain.ts';

/** How a file was found: `right` is of the content, mode and owner it should be. */
export type State = 'missing' | 'different' | 'right';

/** Writes a file unless it lies there just so; how it was before. */
export async function bringIn(spec: FileSpec, dryRun: boolean): Promise<Outcome<State>> {
  try {
    const state = await stateOf(spec);
    if (state !== 'right' && !dryRun) await putFile(spec);
    return success(state);
  } catch (error) {
    return failure(explainFileError(spec.path, error));
  }
}

async function stateOf({ path, content, uid }: FileSpec): Promise<State> {
  try {
    const stat = await lstat(path);
    if (!stat.isFile() || (stat.mode & 0o777) !== 0o400 || (uid !== undefined && stat.uid !== uid)) return 'different';
    return (await readFile(path)).equals(Buffer.from(content)) ? 'right' : 'different';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing';
    throw error;
  }
}
