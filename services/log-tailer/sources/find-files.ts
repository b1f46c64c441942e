import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import picomatch from 'picomatch';

/** What the globs found. */
export interface FoundFiles {
  /** Paths that match, whatever they are: links last, so that a file is known by its own name where it has matched too. */
  readonly paths: readonly string[];
  /** Directories that couldn't be listed, and why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** There is more below the globs' directories than is looked at. */
  readonly cut: boolean;
}

/** A glob with `**` looks no deeper than this below its base, and through no link to a directory, as these may lead in circles. */
const deepest = 8;
/** Entries looked at in one search. */
const mostEntries = 20_000;

/** A function that looks for the files that match one of `globs` and none of `exclude`, below the globs' own base directories only. */
export function createFileFinder(globs: readonly string[], exclude: readonly string[]): () => FoundFiles {
  const absolute = globs.map(glob => resolve(glob));
  const matches = picomatch(absolute, { ignore: [...exclude], nonegate: true });
  const depths = new Map<string, number>();
  for (const glob of absolute) {
    const { base, depth } = baseOf(glob);
    depths.set(base, Math.max(depth, depths.get(base) ?? 0));
  }
  /** Paths of the last search, and whether they matched: most are the same in the next, and globs cost more than all else. */
  let known: ReadonlyMap<string, boolean> = new Map();
  return () => {
    const verdicts = new Map<string, boolean>();
    const fits = (path: string) => {
      const verdict = known.get(path) ?? matches(path);
      verdicts.set(path, verdict);
      return verdict;
    };
    const files: string[] = [];
    const links: string[] = [];
    const unreadable: { path: string; reason: string }[] = [];
    let entries = 0;

    const walk = (directory: string, depth: number, through: boolean) => {
      const prefix = directory === '/' ? directory : `${directory}/`;
      for (const entry of list(directory, unreadable)) {
        entries += 1;
        if (entries > mostEntries) return;
        const path = prefix + entry.name;
        if (depth > 1 && isDirectory(path, entry, through)) walk(path, depth - 1, through);
        else if (!entry.isDirectory() && fits(path)) (entry.isSymbolicLink() ? links : files).push(path);
      }
    };

    for (const [base, depth] of depths) walk(base, depth, depth < deepest);
    known = verdicts;
    return { paths: [...new Set([...files.sort(), ...links.sort()])], unreadable, cut: entries > mostEntries };
  };
}

/** The directory below which a glob's files lie, and how many levels below. */
function baseOf(glob: string): { base: string; depth: number } {
  const { base, glob: pattern } = picomatch.scan(glob);
  if (pattern === '') return { base: join(base, '..'), depth: 1 };
  return { base, depth: pattern.includes('**') ? deepest : pattern.split('/').length };
}

function list(directory: string, unreadable: { path: string; reason: string }[]): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      unreadable.push({ path: directory, reason: code === 'EACCES' ? 'permission denied' : code });
    return [];
  }
}

function isDirectory(path: string, entry: Dirent, through: boolean): boolean {
  if (!entry.isSymbolicLink() || !through) return entry.isDirectory();
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // a dangling link, or one in a circle
  }
}
