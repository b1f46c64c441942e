import { readdirSync, statSync } from 'node:fs';

/** The names in a directory; the same array again where nothing has changed. Throws what the file system throws. */
export type DirectoryNames = (directory: string) => readonly string[];

/** Times of changes are as coarse as this, milliseconds, on the coarsest file systems: a younger one tells nothing of the next. */
const coarsest = 3000;

/** Remembers the directory that was listed last: files are opened directory by directory, and each asks for the names around it. */
export function createDirectoryNames(): DirectoryNames {
  let last: { readonly key: string; readonly names: readonly string[] } | undefined;
  return directory => {
    // Before it is listed: what changes meanwhile makes another key.
    const { dev, ino, mtimeMs } = statSync(directory);
    const key = `${dev} ${ino} ${mtimeMs} ${directory}`;
    if (last?.key === key) return last.names;
    const names = readdirSync(directory);
    last = Math.abs(Date.now() - mtimeMs) < coarsest ? undefined : { key, names };
    return names;
  };
}
