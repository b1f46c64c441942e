import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import { fingerprintOf, headBytes, matches, tailBytes } from './fingerprint.ts';
import { createLogFile, type LogFile } from './log-file.ts';
import { type FilePosition, type Identity, identityKey } from './position.ts';
import type { ReadBuffer } from './read-buffer.ts';

/** What all files of a process share. */
export interface FileContext {
  readonly buffer: ReadBuffer;
  /** Identities of the files that are open: none is followed twice, whatever its paths. */
  readonly followed: Set<string>;
  /** How far a file was read, in this run or the last. */
  readonly known: (file: Identity) => FilePosition | undefined;
}

/** Where to start in a file of which no position is known, by when it came to be (epoch ms). */
export type StartAt = (born: number) => 'beginning' | 'end';

/** A file that was opened. */
export interface Opened {
  readonly file: LogFile;
  /** `new`: no position was known; `resumed`: it goes on there; `replaced`: it holds something else by now. */
  readonly was: 'new' | 'resumed' | { readonly replaced: FilePosition };
}

/** `missing`: nothing there; `followed`: open already; `unfit`: can't be read, for `reason`. */
export interface OpenFailure {
  readonly kind: 'missing' | 'followed' | 'unfit';
  readonly reason: string;
}

/** Opens the regular file at `path`, following links, and goes on where it was left. */
export function openLogFile(
  path: string,
  context: FileContext,
  limits: LineLimits,
  startAt: StartAt,
): Outcome<Opened, OpenFailure> {
  return opening(path, context, limits, (descriptor, stats) => {
    const known = context.known({ device: stats.dev, inode: stats.ino });
    if (known && isOf(descriptor, stats, known)) return { position: known, was: 'resumed' };
    if (known) return { position: undefined, was: { replaced: known } };
    // Where the file system keeps no birth time, the last change stands in for it.
    const atEnd = startAt(stats.birthtimeMs || stats.ctimeMs) === 'end';
    return { position: atEnd ? endOf(descriptor, stats) : undefined, was: 'new' };
  });
}

/** Opens the file at `path` at `position`, if it holds what was read up to there; undefined if not. */
export function openAt(path: string, context: FileContext, limits: LineLimits, position: FilePosition) {
  const opened = opening(path, context, limits, (descriptor, stats) =>
    isOf(descriptor, stats, position) ? { position, was: 'resumed' } : undefined,
  );
  return opened.ok ? opened.value.file : undefined;
}

type Choice = { readonly position: FilePosition | undefined; readonly was: Opened['was'] } | undefined;

function opening(
  path: string,
  { buffer, followed }: FileContext,
  limits: LineLimits,
  choose: (descriptor: number, stats: Stats) => Choice,
): Outcome<Opened, OpenFailure> {
  let descriptor: number | undefined;
  const refuse = (kind: OpenFailure['kind'], reason: string) => {
    if (descriptor !== undefined) closeSync(descriptor);
    return failure({ kind, reason });
  };
  try {
    // Asked before it is opened: opening a pipe wakes its writer.
    if (!statSync(path).isFile()) return refuse('unfit', 'it is not a regular file');
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return refuse('unfit', 'it is not a regular file');
    const identity = identityKey({ device: stats.dev, inode: stats.ino });
    if (followed.has(identity)) return refuse('followed', 'it is followed already');
    const choice = choose(descriptor, stats);
    if (!choice) return refuse('unfit', 'it holds something else');
    const onClose = () => void followed.delete(identity);
    const file = createLogFile({ descriptor, buffer, limits, onClose }, choice.position);
    followed.add(identity);
    return success({ file, was: choice.was });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return refuse(code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unfit', reasons[code] ?? message);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'it is not there',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its link leads in a circle',
  EMFILE: 'too many files are open (raise the limit: ulimit -n)',
};

function isOf(descriptor: number, stats: Stats, { offset, head, tail }: FilePosition): boolean {
  if (stats.size < offset) return false;
  const start = piece(descriptor, 0, head.bytes);
  const end = piece(descriptor, offset - tail.bytes, tail.bytes);
  return matches(head, start, 0, start.length) && matches(tail, end, 0, end.length);
}

/** How far back the last line end is looked for. */
const lookBack = 65_536;

/** Behind the last line end: a line that is incomplete now is read when it ends. */
function endOf(descriptor: number, stats: Stats): FilePosition {
  const from = Math.max(0, stats.size - lookBack);
  const last = piece(descriptor, from, stats.size - from);
  const lineEnd = last.lastIndexOf(10);
  const offset = lineEnd < 0 && from > 0 ? stats.size : from + lineEnd + 1;
  const head = piece(descriptor, 0, Math.min(headBytes, offset));
  const tail = piece(descriptor, Math.max(0, offset - tailBytes), Math.min(tailBytes, offset));
  return {
    device: stats.dev,
    inode: stats.ino,
    offset,
    head: fingerprintOf(head, 0, head.length),
    tail: fingerprintOf(tail, 0, tail.length),
  };
}

function piece(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return length === 0 ? bytes : bytes.subarray(0, readSync(descriptor, bytes, 0, length, start));
}
