import { closeSync, constants, existsSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import type { DirectoryNames } from './directory-names.ts';
import { fingerprintOf, headBytes, matches, tailBytes } from './fingerprint.ts';
import { createGzipFile } from './gzip-file.ts';
import { gzipHead } from './gzip-peek.ts';
import { createLogFile, type LogFile, type LogFileOptions } from './log-file.ts';
import type { OpenFiles } from './open-files.ts';
import { bornAt, type FilePosition, type Identity, identityOf } from './position.ts';
import type { ReadBuffer } from './read-buffer.ts';
import { distrustOfPath, kernelFileOf } from './trusted-path.ts';

/** What all files of a process share. */
export interface FileContext {
  readonly buffer: ReadBuffer;
  readonly followed: OpenFiles;
  /** Lists the directories around the files. */
  readonly namesIn: DirectoryNames;
  /** By what name a file can be opened that is gone from `path`, while somebody holds it. */
  readonly reach?: (path: string) => string | undefined;
  /** How far a file was read, in this run or the last; `done`: to its end, it is no longer written to. */
  readonly known: (file: Identity) => (FilePosition & { readonly done?: boolean }) | undefined;
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

/** Opens the regular file at `path`, following links that can be trusted, and goes on where it was left. */
export function openLogFile(
  path: string,
  context: FileContext,
  limits: LineLimits,
  startAt: StartAt,
): Outcome<Opened, OpenFailure> {
  return opening(path, context, limits, (descriptor, stats) => {
    const known = context.known(identityOf(stats));
    if (known && isOf(descriptor, stats, known)) return { position: known, was: 'resumed' };
    // Of a file that was done with, another has got the number: this one is new.
    if (known && !known.done) return { position: undefined, was: { replaced: known } };
    const atEnd = startAt(bornAt(stats)) === 'end';
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

/** Opens the gzip file at `path` at `position` of what it holds, or at its beginning. Whether it holds what was read up to there shows when it is read. */
export function openPacked(path: string, context: FileContext, limits: LineLimits, position?: FilePosition) {
  return opening(
    path,
    context,
    limits,
    (descriptor, stats) => {
      if (position) return { position, was: 'resumed' };
      const known = context.known(identityOf(stats));
      const head = gzipHead(descriptor);
      const isKnown = known && known.head.bytes > 0 && matches(known.head, head, 0, head.length);
      return isKnown ? { position: known, was: 'resumed' } : { position: undefined, was: 'new' };
    },
    createGzipFile,
  );
}

type Choice = { readonly position: FilePosition | undefined; readonly was: Opened['was'] } | undefined;

function opening(
  path: string,
  { buffer, followed, reach }: FileContext,
  limits: LineLimits,
  choose: (descriptor: number, stats: Stats) => Choice,
  create: (options: LogFileOptions, position?: FilePosition) => LogFile = createLogFile,
): Outcome<Opened, OpenFailure> {
  let descriptor: number | undefined;
  const refuse = (kind: OpenFailure['kind'], reason: string) => {
    if (descriptor !== undefined) closeSync(descriptor);
    return failure({ kind, reason });
  };
  try {
    // Asked before it is opened: opening a pipe wakes its writer.
    const held = reach && !existsSync(path) ? reach(path) : undefined;
    const name = held ?? path;
    if (!statSync(name).isFile()) return refuse('unfit', 'it is not a regular file');
    descriptor = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return refuse('unfit', 'it is not a regular file');
    const kernelFile = kernelFileOf(descriptor);
    if (kernelFile) return refuse('unfit', `it is ${kernelFile}`);
    // Looked at once it is open: a link that is changed in between must not get by.
    const distrust = held === undefined ? distrustOfPath(path, stats) : undefined;
    if (distrust === 'replaced') return refuse('missing', 'it was just replaced');
    if (distrust) return refuse('unfit', distrust.reason);
    const identity = identityOf(stats);
    if (followed.has(identity)) return refuse('followed', 'it is followed already');
    const choice = choose(descriptor, stats);
    if (!choice) return refuse('unfit', 'it holds something else');
    const onClose = () => void followed.delete(identity);
    const file = create({ descriptor, buffer, limits, onClose }, choice.position);
    followed.add(path, file);
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
    ...identityOf(stats),
    offset,
    head: fingerprintOf(head, 0, head.length),
    tail: fingerprintOf(tail, 0, tail.length),
  };
}

function piece(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return length === 0 ? bytes : bytes.subarray(0, readSync(descriptor, bytes, 0, length, start));
}
