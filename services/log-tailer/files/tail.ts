import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { LineLimits, LineSink } from '../lines/line-sink.ts';
import { preceded } from '../lines/preceded.ts';
import type { LogFile } from './log-file.ts';
import { type FileContext, type OpenFailure, openLogFile, type StartAt } from './open-log-file.ts';
import type { FilePosition } from './position.ts';
import { atPath, openCopies, openNewer, openRenamed } from './rotated.ts';

/** What came of a look: nothing new; all there was, which was little or much; there is more; the log is gone and read to its end. */
export type Look = 'idle' | 'little' | 'much' | 'more' | 'ended';

/** One log, followed by its path through every rotation. */
export interface Tail {
  /** One bounded step at `now` (epoch ms). */
  look(now: number): Look;
  /** Bytes not handed on, as of the last look. */
  unread(): number;
  /** Tells the positions of the files that are open, oldest first. */
  keep(): void;
  /** Keeps the positions and lets go of the files. */
  close(): void;
}

/** What a tail needs. */
export interface TailOptions {
  readonly path: string;
  readonly sink: LineSink;
  readonly limits: LineLimits;
  readonly context: FileContext;
  readonly startAt: StartAt;
  /** Files that were rotated before anyone looked belong to the log too, each from where `startAt` says. */
  readonly withRotated?: boolean;
  /** Files of this log that the last run had not done with, oldest first. */
  readonly left: readonly FilePosition[];
  /** When those were written down, epoch ms. */
  readonly leftAt: number;
  /** `done`: the file is no longer written to, and has been read to its end. */
  readonly onPosition: (position: FilePosition, done: boolean) => void;
  /** Told of bytes that were gone before they could be read. */
  readonly onLost: (bytes: number, reason: 'truncated' | 'unreadable') => void;
  /** Told in a line what went wrong. */
  readonly onTrouble: (message: string) => void;
}

/** Opens the log at `path`, and before it what is left of the files that were there when the last run ended. */
export function openTail(options: TailOptions): Outcome<Tail, OpenFailure> {
  const { path, context, limits, left, leftAt, startAt } = options;
  const isThere = (position: FilePosition) => atPath(path, position) === 'same';
  const older: LogFile[] = [];
  for (const position of left) {
    if (isThere(position)) continue;
    const file = openRenamed(path, position, context, limits);
    if (file) older.push(file);
    else options.onPosition(position, true);
  }
  if (left.length > 0 && !left.some(isThere)) {
    // Rotated while nobody watched.
    const last = older.at(-1);
    if (!last) options.onTrouble('the file that was read last is gone: lines written to it since are lost');
    const newer = openNewer(path, last, last?.written ?? leftAt, context, limits);
    if (newer.files.length > 0) return success(new OpenTail(options, [...older, ...newer.files]));
  }
  if (left.length === 0 && options.withRotated) {
    const { files } = openNewer(path, undefined, 0, context, limits, startAt);
    if (files.length > 1) return success(new OpenTail(options, files));
    for (const file of files) file.close();
  }
  const opened = openLogFile(path, context, limits, left.length > 0 ? () => 'beginning' : startAt);
  if (!opened.ok) {
    for (const file of older) file.close();
    return failure(opened.reason);
  }
  const { file, was } = opened.value;
  const tail = new OpenTail(options, [...older, file]);
  if (typeof was === 'object' && !tail.replaced(file, was.replaced) && was.replaced.offset > 0)
    options.onTrouble('it was written over, and there is no copy: lines written before that are lost');
  return success(tail);
}

/** A file that is no longer at the path is read on until it has been quiet for so long, milliseconds. */
const quietBeforeRelease = 60_000;
/** Of a log that is rotated faster than that, so many files before the newest stay open. */
const mostQuietFiles = 2;
/** How often the path is looked at where no file changed, milliseconds. */
const pathInterval = 2000;

/** One of the files that the log lies in. */
interface Part {
  readonly file: LogFile;
  sink: LineSink;
  /** When something last came of it, epoch ms. */
  active: number;
  /** It holds what came before the other part: a file held it before that was truncated. */
  readonly copyOf?: Part;
}

class OpenTail implements Tail {
  readonly #options: TailOptions;
  /** Oldest first; the last is the one at the path. */
  #parts: Part[];
  #atPath: 'same' | 'another' | 'nothing' = 'same';
  #pathLooked = Number.NEGATIVE_INFINITY;
  #changed = 0;
  #said: string | undefined;

  constructor(options: TailOptions, files: readonly LogFile[]) {
    this.#options = options;
    this.#parts = files.map(file => ({ file, sink: options.sink, active: Number.NaN }));
  }

  look(now: number): Look {
    let look: Look = 'idle';
    for (const part of [...this.#parts]) {
      const result = this.#read(part);
      if (result === 'failed') return this.#fail(part);
      if (result === 'replaced') {
        this.replaced(part.file, part.file.position());
        return 'more';
      }
      if (result !== 'idle' || Number.isNaN(part.active)) part.active = now;
      if (result === 'more') {
        this.#lookAtPath(now);
        return 'more';
      }
      if (result === 'much' || look === 'idle') look = result;
      if (part.copyOf) this.#endCopy(part, part.copyOf);
    }
    if (this.#lookAtPath(now)) return 'more';
    this.#release(now);
    if (this.#parts.length === 0) return 'ended';
    return look;
  }

  unread() {
    return this.#parts.reduce((sum, { file }) => sum + file.unread(), 0);
  }

  keep() {
    for (const { file } of this.#parts) this.#options.onPosition(file.position(), false);
  }

  close() {
    this.keep();
    for (const { file } of this.#parts) file.close();
    this.#parts = [];
  }

  /** `file` holds something else than what was read up to `position`: what was there may live on in a copy. Whether it does. */
  replaced(file: LogFile, position: FilePosition): boolean {
    const { path, context, limits, sink, onLost } = this.#options;
    const index = this.#parts.findIndex(part => part.file === file);
    const lost = file.unread();
    file.restart();
    const copies = openCopies(path, position, context, limits);
    let next = this.#parts[index]!;
    for (const copy of copies.toReversed()) {
      next = { file: copy, sink, active: Number.NaN, copyOf: next };
      this.#parts.splice(index, 0, next);
    }
    if (copies.length === 0 && lost > 0) onLost(lost, 'truncated');
    return copies.length > 0;
  }

  #read(part: Part) {
    try {
      return part.file.read(part.sink);
    } catch (error) {
      const { onLost, onTrouble } = this.#options;
      onTrouble(`it can no longer be read: ${(error as Error).message}`);
      onLost(part.file.unread(), 'unreadable');
      return 'failed';
    }
  }

  /** Without the file at its path there is nothing to follow; without an older one the others go on. */
  #fail(part: Part): Look {
    if (part !== this.#parts.at(-1)) {
      this.#drop(part, true);
      return 'more';
    }
    this.close();
    return 'ended';
  }

  /** The copy has been read: a line that was cut by it ends at the beginning of what the truncated file holds now. */
  #endCopy(copy: Part, original: Part) {
    original.sink = preceded(copy.file.rest(), this.#options.sink, this.#options.limits);
    this.#drop(copy, true);
  }

  /** Whether there are new files to read. */
  #lookAtPath(now: number): boolean {
    const newest = this.#parts.at(-1);
    if (!newest) return false;
    const calm = this.#atPath === 'same' && newest.file.changed === this.#changed;
    if (calm && now - this.#pathLooked < pathInterval) return false;
    this.#pathLooked = now;
    this.#changed = newest.file.changed;
    const { path, context, limits, sink, onTrouble } = this.#options;
    this.#atPath = atPath(path, newest.file);
    if (this.#atPath !== 'another') return false;
    const newer = openNewer(path, newest.file, newest.file.written, context, limits);
    this.#sayOnce(newer.refused && `the new file at its path can't be read: ${newer.refused}`);
    if (newer.files.length === 0) return false;
    if (newer.gap) onTrouble('it was rotated faster than it could be read: lines may be lost');
    this.#atPath = 'same';
    newest.active = now;
    this.#parts.push(...newer.files.map(file => ({ file, sink, active: now })));
    return true;
  }

  /** Called when all files have been read to their ends. */
  #release(now: number) {
    const kept = this.#atPath === 'nothing' ? 0 : 1;
    const candidates = this.#parts.slice(0, this.#parts.length - kept);
    candidates.forEach((part, index) => {
      const crowded = index < this.#parts.length - 1 - mostQuietFiles;
      if (!crowded && now - part.active < quietBeforeRelease) return;
      part.file.finish(part.sink);
      this.#drop(part, true);
    });
  }

  #sayOnce(trouble: string | undefined) {
    if (trouble && trouble !== this.#said) this.#options.onTrouble(trouble);
    this.#said = trouble;
  }

  #drop(part: Part, done: boolean) {
    this.#options.onPosition(part.file.position(), done);
    part.file.close();
    this.#parts.splice(this.#parts.indexOf(part), 1);
  }
}
