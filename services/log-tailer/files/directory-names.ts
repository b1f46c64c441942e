import { readdirSync, statSync } from 'node:fs';

/** The names in a directory, sorted by their UTF-16 code units; the same array again where nothing has changed. Throws what the file system throws. */
export type DirectoryNames = (directory: string) => readonly string[];

/** So young a change, milliseconds, may bear the same time as the next one: kernels take times from their last tick … */
const tick = 100;
/** … and the coarsest file systems keep whole seconds, or every other. */
const coarsest = 3000;

/** Remembers the directory that was listed last: files are opened directory by directory, and each asks for the names around it. `now`: epoch ms, of the clock that files have their times from. */
export function createDirectoryNames(now: () => number = Date.now): DirectoryNames {
  let last: { readonly key: string; readonly names: readonly string[] } | undefined;
  return directory => {
    // Before it is listed: what changes meanwhile makes another key.
    const { dev, ino, mtimeMs } = statSync(directory);
    const key = `${dev} ${ino} ${mtimeMs} ${directory}`;
    if (last?.key === key) return last.names;
    const names = readdirSync(directory).sort();
    const isYoung = Math.abs(now() - mtimeMs) < (mtimeMs % 1000 === 0 ? coarsest : tick);
    last = isYoung ? undefined : { key, names };
    return names;
  };
}

/** Those of `names`, which are sorted, that begin with `prefix`: found without looking at the others. */
export function startingWith(names: readonly string[], prefix: string): readonly string[] {
  const first = countBefore(names, name => name < prefix);
  const end = countBefore(names, name => name < prefix || name.startsWith(prefix));
  return names.slice(first, end);
}

/** How many of `names` come before the first for which `isBefore` says no. */
function countBefore(names: readonly string[], isBefore: (name: string) => boolean): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(names[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
