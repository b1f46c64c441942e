import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { endOfCopy, originalOf } from './copy.ts';
import { isSame } from './fingerprint.ts';
import { findLeft, type LeftFiles } from './left-files.ts';
import type { LogFile } from './log-file.ts';
import { type Opened, type OpenFailure, openLogFile } from './open-log-file.ts';
import { type FilePosition, identityKey } from './position.ts';
import { openAgain, openChain, openNewer, type Search } from './rotated.ts';
import { OpenTail, type Tail, type TailOptions } from './tail.ts';

/** Times of files are those of the kernel's last tick: so much behind the clock, milliseconds. */
const clockStep = 10;

/** Opens the log at `path`, and before it what is left of the files that were there when the last run ended. */
export function openTail(options: TailOptions): Outcome<Tail, OpenFailure> {
  const { path, context, limits, read, left } = options;
  const search: Search = { path, context, limits, read };
  return left.length > 0 ? goOn(options, search) : begin(options, search);
}

/** A log of which nothing is left. */
function begin(options: TailOptions, search: Search): Outcome<Tail, OpenFailure> {
  const { path, context, limits, startAt, startRotatedAt } = options;
  const opened = openLogFile(path, context, limits, startAt);
  if (!opened.ok) return opened;
  const { file, was } = opened.value;
  const original = was === 'new' && originalOf(path, file, context);
  if (original) {
    options.onPosition(endOfCopy(file, search), true);
    return failure({ kind: 'followed', reason: `it is a copy of ${original}` });
  }
  if (was !== 'new' || file.position().offset > 0) {
    const tail = new OpenTail(options, [file]);
    lookForCopies(options, tail, opened.value);
    return success(tail);
  }
  const rotated = openChain(search, file, 0, startRotatedAt).files;
  // What is older than a file that was copied is younger as a file.
  return success(new OpenTail(options, [...rotated, file], other => other.born > file.born && !other.packed));
}

/** A log that the last run had not done with. */
function goOn(options: TailOptions, search: Search): Outcome<Tail, OpenFailure> {
  const leftAt = options.leftAt - clockStep;
  const found = findLeft(search, options.left, leftAt);
  const older = found.located.map(({ file }) => file);
  const opened = found.there ? openThere(search) : openAfter(search, found, leftAt);
  if (!opened.ok) {
    // Nothing is settled: all of it is looked for again once the path can be read.
    for (const file of older) file.close();
    return opened;
  }
  const { files, was, again } = opened.value;
  for (const position of [...found.moved, ...found.missing]) options.onPosition(position, true);
  tellGone(
    options,
    found.missing.filter(position => position !== again && !files.some(file => isAt(file, position))),
    found.newest,
    files.length > 1,
  );
  const tail = new OpenTail(options, [...older, ...files], file => found.copies.has(file));
  if (was) lookForCopies(options, tail, { file: files[0]!, was }, found.there);
  return success(tail);
}

/** The newest files of a log, the last of them at its path. */
interface Newest {
  readonly files: readonly LogFile[];
  /** Of the one that was there before. */
  readonly was?: Opened['was'];
  /** It holds what this one held. */
  readonly again?: FilePosition;
}

/** The file at the path is the one that was there, whatever it holds by now. */
function openThere({ path, context, limits }: Search): Outcome<Newest, OpenFailure> {
  const opened = openLogFile(path, context, limits, () => 'beginning');
  return opened.ok ? success({ files: [opened.value.file], was: opened.value.was }) : opened;
}

/** Another is at the path: the log was rotated while nobody watched, or saved anew. */
function openAfter(search: Search, { located, missingLast }: LeftFiles, leftAt: number): Outcome<Newest, OpenFailure> {
  for (const again of missingLast) {
    const file = openAgain(search, again);
    if (file) return success({ files: [file], again });
  }
  const last = located.at(-1);
  const { files } = openNewer(search, last?.file, last?.file.written ?? leftAt, last?.generation);
  return files.length > 0 ? success({ files }) : openThere(search);
}

/** Whether a file goes on where that one was left: an older one may have its path back. */
function isAt(file: LogFile, position: FilePosition): boolean {
  const { offset, head } = file.position();
  return identityKey(file) === identityKey(position) && offset === position.offset && isSame(head, position.head);
}

/** Says what is lost of files that were not found. `rotated`: there are newer ones beside the log, in which that of an empty file may be. */
function tellGone(
  { onTrouble, onGap }: TailOptions,
  missing: readonly FilePosition[],
  newest: FilePosition | undefined,
  rotated: boolean,
): void {
  const gone = missing.filter(position => position.head.bytes > 0 || (position === newest && !rotated));
  if (gone.length === 0) return;
  const which =
    newest && gone.includes(newest)
      ? 'the file that was read last'
      : 'a file that was rotated before it was read to its end';
  onTrouble(`${which} is gone: lines written to it since are lost`);
  onGap();
}

/** What the file at the path held before, where it does not hold that any more, may be in a copy. `there`: it was at the path when the last run ended. */
function lookForCopies(options: TailOptions, tail: OpenTail, { file, was }: Opened, there?: FilePosition): void {
  const leftAt = options.leftAt - clockStep;
  if (was === 'resumed' && there?.head.bytes === 0) tail.replaced(file, there, there.emptySince ?? leftAt);
  if (typeof was !== 'object') return;
  const then = tail.replaced(file, was.replaced, leftAt);
  if (then === 'found' || was.replaced.offset === 0) return;
  options.onTrouble('it was written over, and there is no copy: lines written before that are lost');
  options.onGap();
}
