import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { LineLimits } from '../lines/line-sink.ts';
import type { LogFile } from './log-file.ts';
import { type FileContext, openAt, openLogFile, type StartAt } from './open-log-file.ts';
import type { FilePosition, Identity } from './position.ts';

/** Rotated files looked at, of one log. */
const mostSiblings = 1000;
/** Rotated files are numbered up to here. */
const highestNumber = 100;
/** Files that are opened to see whether they are the copy of a truncated one. */
const mostCopies = 20;

/** What a rotation puts between a name and its extension, as in `app-20261120.log`. */
const beforeExtension = /^[-._]?\d/;

/** The files beside `path` whose names begin with its name, or with that up to the extension and a number: where rotations put what was there before. */
function siblings(path: string): { path: string; stats: Stats }[] {
  const directory = dirname(path);
  const prefix = basename(path);
  const stem = basename(path, extname(path));
  const isRotated = (name: string) =>
    name.startsWith(prefix) || (name.startsWith(stem) && beforeExtension.test(name.slice(stem.length)));
  const found: { path: string; stats: Stats }[] = [];
  try {
    for (const name of readdirSync(directory)) {
      if (name === prefix || !isRotated(name) || found.length === mostSiblings) continue;
      const sibling = join(directory, name);
      const stats = statSync(sibling, { throwIfNoEntry: false });
      if (stats?.isFile()) found.push({ path: sibling, stats });
    }
  } catch {
    // A directory that can't be listed hides them: as if there were none.
  }
  return found;
}

/** The file that was renamed, opened where it was left. */
export function openRenamed(path: string, position: FilePosition, context: FileContext, limits: LineLimits) {
  const renamed = siblings(path).find(
    ({ stats }) => stats.dev === position.device && stats.ino === position.inode && stats.size >= position.offset,
  );
  return renamed && openAt(renamed.path, context, limits, position);
}

/**
 * The copies that were made before the file at `path` was truncated, oldest first: the first is opened where the file was
 * left, those that numbers tell to be newer from their beginnings.
 */
export function openCopies(
  path: string,
  position: FilePosition,
  context: FileContext,
  limits: LineLimits,
): readonly LogFile[] {
  if (position.offset === 0) return []; // nothing was read that would tell it from others
  const candidates = siblings(path).filter(({ stats }) => stats.size >= position.offset);
  candidates.sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
  for (const candidate of candidates.slice(0, mostCopies)) {
    const copy = openAt(candidate.path, context, limits, position);
    if (copy) return [copy, ...openNewerCopies(path, candidate.path, context, limits)];
  }
  return [];
}

/** `.1` of a copy that is `.2` by now, and so on: the file was truncated more than once. */
function openNewerCopies(path: string, copy: string, context: FileContext, limits: LineLimits): LogFile[] {
  const number = copy.startsWith(`${path}.`) ? Number(copy.slice(path.length + 1)) : Number.NaN;
  const newer: LogFile[] = [];
  for (let next = Math.min(number, highestNumber) - 1; next >= 1; next--) {
    const opened = openLogFile(`${path}.${next}`, context, limits, () => 'beginning');
    if (opened.ok) newer.push(opened.value.file);
  }
  return newer;
}

/** What was written to a path after a file that was there before. */
export interface NewerFiles {
  /** Oldest first; the last is the one at the path. Empty when there is no new file. */
  readonly files: readonly LogFile[];
  /** Further files may have come and gone. */
  readonly gap: boolean;
  /** Why the file at the path can't be read, where there is one. */
  readonly refused?: string;
}

/**
 * Opens what was written to `path` after the file `last`, itself last written at `since` (epoch ms): the file that is
 * there now, and those that have been rotated on to `.1`, `.2` … meanwhile. Walked from the newest to the oldest, as a
 * rotation under way moves files to higher numbers only.
 */
export function openNewer(
  path: string,
  last: Identity | undefined,
  since: number,
  context: FileContext,
  limits: LineLimits,
  startAt: StartAt = () => 'beginning',
): NewerFiles {
  const found: LogFile[] = [];
  // A number that is missing is a rename under way; two are the end.
  for (let number = 0, missing = 0; number <= highestNumber && missing < 2; number++) {
    const name = number === 0 ? path : `${path}.${number}`;
    if (last && atPath(name, last) === 'same') return { files: found, gap: false };
    const opened = openLogFile(name, context, limits, startAt);
    if (opened.ok && number > 0 && opened.value.was === 'resumed') {
      opened.value.file.close();
      break;
    }
    if (opened.ok) found.unshift(opened.value.file);
    else if (number === 0)
      return { files: [], gap: false, ...(opened.reason.kind === 'unfit' ? { refused: opened.reason.reason } : {}) };
    else if (opened.reason.kind !== 'followed') missing += 1;
  }
  // The last file is out of sight: what has a number may be older than it.
  const files = found.filter((file, index) => {
    const isNewer = index === found.length - 1 || file.written > since;
    if (!isNewer) file.close();
    return isNewer;
  });
  return { files, gap: files.length > 1 };
}

/** Whether the file at `path` is that one; `nothing` where none can be seen. */
export function atPath(path: string, file: Identity): 'same' | 'another' | 'nothing' {
  try {
    const stats = statSync(path);
    return stats.ino === file.inode && stats.dev === file.device ? 'same' : 'another';
  } catch {
    return 'nothing';
  }
}
