import type { LogFile } from './log-file.ts';
import { type FilePosition, identityKey } from './position.ts';
import { atPath, type Located, locate, oldestLocatedFirst, type Search } from './rotated.ts';

/** What has become of the files of a log that the last run had not done with. */
export interface LeftFiles {
  /** Which was at the path last. */
  readonly newest: FilePosition | undefined;
  /** It is at the path still, whatever it holds by now; not open. */
  readonly there: FilePosition | undefined;
  /** What was read of the others was found beside it: open where that was left, in the order in which they were written. */
  readonly located: readonly Located[];
  /** Of the located files those that hold what a file held before it was truncated. */
  readonly copies: ReadonlySet<LogFile>;
  /** Found under another identity. */
  readonly moved: readonly FilePosition[];
  /** Not found, oldest first. */
  readonly missing: readonly FilePosition[];
  /** Those not found that are newer than all that were. */
  readonly missingLast: readonly FilePosition[];
}

/** Looks for the files of `left`, oldest first. `leftAt`: when they were there, epoch ms. */
export function findLeft(search: Search, left: readonly FilePosition[], leftAt: number): LeftFiles {
  // An older one is not at the path again: a new file has got its number.
  const newest = left.findLast(({ copied }) => !copied);
  const there = newest && atPath(search.path, newest) === 'same' ? newest : undefined;
  const located: Located[] = [];
  const copies = new Set<LogFile>();
  const moved: FilePosition[] = [];
  const missing: FilePosition[] = [];
  for (const position of left) {
    if (position === there) continue;
    const found = locate(search, position, leftAt);
    if (!found) {
      missing.push(position);
      continue;
    }
    located.push(found);
    if (position.copied) copies.add(found.file);
    if (identityKey(found.file) !== identityKey(position)) moved.push(position);
  }
  const lastFound = left.findLastIndex(position => !missing.includes(position));
  return {
    newest,
    there,
    located: oldestLocatedFirst(located),
    copies,
    moved,
    missing,
    missingLast: left.slice(lastFound + 1),
  };
}
