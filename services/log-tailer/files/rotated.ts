import { statSync } from 'node:fs';
import type { LineLimits } from '../lines/line-sink.ts';
import { headBytes, noFingerprint } from './fingerprint.ts';
import { findIdentity, type Generation, generationsOf, listingKey, newerThan, oldestFirst } from './generations.ts';
import { heldBy, holds, mayHold } from './gzip-peek.ts';
import type { LogFile } from './log-file.ts';
import { type FileContext, openAt, openLogFile, openPacked, type StartAt } from './open-log-file.ts';
import { bornAt, type FilePosition, type Identity, identityOf } from './position.ts';

/** Files that are opened to see whether they hold what was read. */
const mostCandidates = 20;
/** Listings of a directory of which the log is rotated meanwhile. */
const mostListings = 5;

/** What looking for the files of one log takes. */
export interface Search {
  readonly path: string;
  readonly context: FileContext;
  readonly limits: LineLimits;
  /** Files of this log that were read, in this run or an earlier one, as far as that is known. */
  readonly read: () => readonly FilePosition[];
}

/** A file that holds what was read, opened where that was left, and what its name says of it. */
export interface Located {
  readonly file: LogFile;
  readonly generation: Generation;
}

/**
 * Finds what was read up to `position` among the files that rotation has put beside the log: the file itself under another
 * name, a copy of it, or what was compressed of it. Undefined when it is out of reach. `keptAt`: when the position was
 * written down, epoch ms: of an empty file nothing but its age tells that another has not got its number since.
 */
export function locate(search: Search, position: FilePosition, keptAt = Number.POSITIVE_INFINITY): Located | undefined {
  const { path, context, limits } = search;
  const all = generationsOf(path, context.namesIn);
  const open = (generation: Generation): Located | undefined => {
    const file = openAt(generation.path, context, limits, position);
    return file && { file, generation };
  };
  const itself = findIdentity(all, position);
  if (itself && (position.head.bytes > 0 || bornAt(itself.stats) < keptAt)) {
    const found = itself.compressed ? locatePacked([itself], search, position) : open(itself);
    if (found) return found;
  }
  if (position.head.bytes === 0) return undefined; // nothing is known that would tell it from others
  const candidates = all
    .filter(candidate => candidate !== itself)
    .toSorted((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
  const plain = candidates.filter(({ compressed, stats }) => !compressed && stats.size >= position.offset);
  for (const candidate of plain.slice(0, mostCandidates)) {
    const found = open(candidate);
    if (found) return found;
  }
  return locatePacked(
    candidates.filter(({ compressed }) => compressed),
    search,
    position,
  );
}

/** In the order in which they were written. */
export function oldestLocatedFirst(located: readonly Located[]): readonly Located[] {
  const order = oldestFirst(located.map(({ generation }) => generation));
  return located.toSorted((a, b) => order.indexOf(a.generation) - order.indexOf(b.generation));
}

/** Only where several begin alike are they looked through whole. */
function locatePacked(candidates: readonly Generation[], { context, limits }: Search, position: FilePosition) {
  const alike = candidates.slice(0, mostCandidates).filter(({ path }) => mayHold(path, position));
  const found = alike.length > 1 ? alike.find(({ path }) => holds(path, position)) : alike[0];
  const opened = found && openPacked(found.path, context, limits, position);
  return found && opened?.ok ? { file: opened.value.file, generation: found } : undefined;
}

/** Files that follow one another, oldest first, all of them open. */
export interface Chain {
  readonly files: readonly LogFile[];
  /** The file before them was not to be seen: further ones may have come and gone. */
  readonly gap: boolean;
}

/**
 * Opens the rotated files that are newer than `last`; where that is not to be seen, those that were written to after
 * `since` (epoch ms). From the newest to the oldest, and again until none was renamed meanwhile: renaming makes older.
 */
export function openChain(
  search: Search,
  last: LogFile | undefined,
  since: number,
  startAt: StartAt = () => 'beginning',
  at?: Generation,
): Chain {
  const opened: LogFile[] = [];
  let gap = false;
  let all = generationsOf(search.path, search.context.namesIn);
  for (let listing = 0; listing < mostListings; listing++) {
    const anchor =
      last && (findIdentity(all, last) ?? all.find(generation => isPacked(generation, () => asRead(last))) ?? at);
    const newer = anchor?.scheme
      ? newerThan(anchor, all)
      : oldestFirst(all.filter(({ scheme, stats }) => scheme !== undefined && stats.mtimeMs >= since));
    for (const generation of newer.toReversed()) {
      const result = openGeneration(generation, search, startAt);
      if (result === 'read') break;
      if (result) opened.push(result);
    }
    gap ||= !anchor && opened.length > 0 && !holdsEmpty(opened, last);
    const after = generationsOf(search.path, search.context.namesIn);
    if (listingKey(after) === listingKey(all)) break;
    all = after;
  }
  const isOpen = ({ stats }: Generation) => opened.some(({ inode }) => inode === stats.ino);
  const order = new Map(oldestFirst(all.filter(isOpen)).map(({ stats }, index) => [stats.ino, index]));
  const age = ({ inode }: LogFile) => order.get(inode) ?? -1;
  return { files: opened.toSorted((a, b) => age(a) - age(b)), gap };
}

/** Whether one of these files was made of `last` by compressing it, empty as it was: it has no content that would tell. */
function holdsEmpty(files: readonly LogFile[], last: LogFile | undefined): boolean {
  return last?.size() === 0 && files.some(file => file.packed && file.size() === 0);
}

/** `read`: it is being read, or was, or is not to be read for its age; and so is what is older. */
function openGeneration(generation: Generation, { context, limits, read }: Search, startAt: StartAt) {
  const { path, compressed, stats } = generation;
  if (isPacked(generation, read)) return 'read';
  if (!context.known(identityOf(stats)) && startAt(bornAt(stats)) === 'end') return 'read';
  const opened = compressed ? openPacked(path, context, limits) : openLogFile(path, context, limits, () => 'beginning');
  if (!opened.ok) return undefined;
  const { file, was } = opened.value;
  // Of an empty file nothing is known that would tell it from others.
  if (was !== 'resumed' || file.position().offset === 0) return file;
  file.close();
  return 'read';
}

/** What tells that a compressed file was made of one that is open: how far it was read, and how long it is. */
export function asRead(file: LogFile): readonly FilePosition[] {
  const position = file.position();
  return [position, { ...position, head: file.head(), offset: file.size(), tail: noFingerprint }];
}

/** Whether that is what was compressed of one of these files, which are asked for only where it is compressed. */
function isPacked({ compressed, path }: Generation, read: () => readonly FilePosition[]): boolean {
  return compressed && heldBy(path, read()) !== undefined;
}

/** What was written to a path after a file that was there before. */
export interface NewerFiles extends Chain {
  /** Why the file at the path can't be read, where there is one. */
  readonly refused?: string;
}

/**
 * Opens the file at the path and those that have been rotated on since `last` was there. Of `files` the last is the one at
 * the path; empty when there is no new file.
 */
export function openNewer(search: Search, last: LogFile | undefined, since: number, at?: Generation): NewerFiles {
  const { path, context, limits } = search;
  if (last && atPath(path, last) === 'same') return { files: [], gap: false };
  const same = last && openAgain(search, last.position());
  if (same) return { files: [same], gap: false };
  const present = openLogFile(path, context, limits, () => 'beginning');
  if (!present.ok && present.reason.kind === 'unfit') return { files: [], gap: false, refused: present.reason.reason };
  if (!present.ok) return { files: [], gap: false };
  const { files, gap } = openChain(search, last, since, undefined, at);
  return { files: [...files, present.value.file], gap };
}

/** Opens the file at the path where it holds what was read, though it is another: one that was saved anew by an editor or `sed -i`. */
export function openAgain({ path, context, limits }: Search, position: FilePosition): LogFile | undefined {
  return position.offset >= headBytes ? openAt(path, context, limits, position) : undefined;
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
