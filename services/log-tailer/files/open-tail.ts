import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { endOfCopy, originalOf } from './copy.ts';
import type { LogFile } from './log-file.ts';
import { type OpenFailure, openLogFile } from './open-log-file.ts';
import { type FilePosition, identityKey } from './position.ts';
import { atPath, locate, oldestLocatedFirst, openAgain, openChain, openNewer, type Search } from './rotated.ts';
import { OpenTail, type Tail, type TailOptions } from './tail.ts';

/** Times of files are those of the kernel's last tick: so much behind the clock, milliseconds. */
const clockStep = 10;

/** Opens the log at `path`, and before it what is left of the files that were there when the last run ended. */
export function openTail(options: TailOptions): Outcome<Tail, OpenFailure> {
  const { path, context, limits, left, leftAt, startAt } = options;
  const search: Search = { path, context, limits, read: options.read };
  // An older one is not at the path again: a new file has got its number.
  const newest = left.findLast(({ copied }) => !copied);
  const isThere = (position: FilePosition) => position === newest && atPath(path, position) === 'same';
  /** Files that the last run had opened as copies, and not read to their ends. */
  const copies = new Set<LogFile>();
  const located = oldestLocatedFirst(
    left.flatMap(position => {
      if (isThere(position)) return [];
      const found = locate(search, position, leftAt - clockStep);
      if (found && position.copied) copies.add(found.file);
      if (!found || identityKey(found.file) !== identityKey(position)) options.onPosition(position, true);
      return found ?? [];
    }),
  );
  const older = located.map(({ file }) => file);
  const isCopy = (file: LogFile) => copies.has(file);
  const last = located.at(-1);
  if (left.length > 0 && !left.some(isThere)) {
    // Rotated while nobody watched, or saved anew.
    const again = last ? undefined : left.map(position => openAgain(search, position)).find(Boolean);
    if (again) return success(new OpenTail(options, [again]));
    if (!last) {
      options.onTrouble('the file that was read last is gone: lines written to it since are lost');
      options.onGap();
    }
    const newer = openNewer(search, last?.file, last?.file.written ?? leftAt - clockStep, last?.generation);
    if (newer.files.length > 0) return success(new OpenTail(options, [...older, ...newer.files], isCopy));
  }
  const opened = openLogFile(path, context, limits, left.length > 0 ? () => 'beginning' : startAt);
  if (!opened.ok) {
    for (const file of older) file.close();
    return failure(opened.reason);
  }
  const { file, was } = opened.value;
  const original = was === 'new' && originalOf(path, file, context);
  if (original) {
    options.onPosition(endOfCopy(file, search), true);
    return failure({ kind: 'followed', reason: `it is a copy of ${original}` });
  }
  if (was === 'new' && left.length === 0 && file.position().offset === 0) {
    const rotated = openChain(search, file, 0, options.startRotatedAt).files;
    // What is older than a file that was copied is younger as a file.
    return success(new OpenTail(options, [...rotated, file], other => other.born > file.born && !other.packed));
  }
  const tail = new OpenTail(options, [...older, file], isCopy);
  const empty = left.find(position => isThere(position) && position.head.bytes === 0);
  if (was === 'resumed' && empty) tail.replaced(file, empty, empty.emptySince ?? leftAt - clockStep);
  const then = typeof was === 'object' ? tail.replaced(file, was.replaced, leftAt - clockStep) : 'found';
  if (typeof was === 'object' && then !== 'found' && was.replaced.offset > 0) {
    options.onTrouble('it was written over, and there is no copy: lines written before that are lost');
    options.onGap();
  }
  return success(tail);
}
