import type { LineLimits, LineSink } from '../lines/line-sink.ts';
import { createPartialLine } from '../lines/partial-line.ts';
import type { LogFile } from './log-file.ts';
import type { FileContext, StartAt } from './open-log-file.ts';
import type { FilePosition, Progress } from './position.ts';
import { asRead, atPath, locate, openChain, openNewer, type Search } from './rotated.ts';
import { watchFile } from './watch-file.ts';

/** What came of a look: nothing new; all there was, which was little or much; there is more, now or in a moment; the log is gone and read to its end. */
export type Look = 'idle' | 'little' | 'much' | 'more' | 'waiting' | 'ended';

/** One log, followed by its path through every rotation. */
export interface Tail {
  /** One bounded step at `now` (epoch ms). */
  look(now: number): Look;
  /** Bytes not handed on, as of the last look. */
  unread(): number;
  /** The file that is being read, and how far; undefined where there is none any more. */
  progress(): Progress | undefined;
  /** Has `onHint` called when something may have happened to the file at the path, until what it returns is called; undefined where that can't be had now. */
  watch(onHint: () => void): (() => void) | undefined;
  /** Tells the positions of the files that are open, oldest first. */
  keep(): void;
  /** Whether anything was read, or files came or went, since the positions were told last. */
  hasMoved(): boolean;
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
  /** Which files that were rotated before anyone looked belong to the log too: those that are to be read from their beginning. */
  readonly startRotatedAt: StartAt;
  /** Files of this log that were read, in this run or an earlier one, as far as that is known. */
  readonly read: () => readonly FilePosition[];
  /** Files of this log that the last run had not done with, oldest first. */
  readonly left: readonly FilePosition[];
  /** When those were written down, epoch ms. */
  readonly leftAt: number;
  /** `done`: the file is no longer written to, and has been read to its end. */
  readonly onPosition: (position: FilePosition, done: boolean) => void;
  /** Told of bytes that were gone before they could be read. */
  readonly onLost: (bytes: number, reason: 'truncated' | 'unreadable') => void;
  /** Told when files may have come and gone unseen: how much was in them nobody knows. */
  readonly onGap: () => void;
  /** Told in a line what went wrong. */
  readonly onTrouble: (message: string) => void;
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
  /** When something last came of it, epoch ms. */
  active: number;
  /** It holds what came before the next part: a file held it before that was truncated. */
  readonly copied: boolean;
}

/** A tail of files that are open, oldest first; the last is the one at the path. */
export class OpenTail implements Tail {
  readonly #options: TailOptions;
  readonly #search: Search;
  /** Oldest first; the last is the one at the path. */
  #parts: Part[];
  #atPath: 'same' | 'another' | 'nothing' = 'same';
  #pathLooked = Number.NEGATIVE_INFINITY;
  #changed = 0;
  #said: string | undefined;
  #moved = true;

  /** `isCopy`: whether what a file holds was copied, and goes on in the next. */
  constructor(options: TailOptions, files: readonly LogFile[], isCopy: (file: LogFile) => boolean = () => false) {
    const { path, context, limits, read } = options;
    this.#options = options;
    this.#search = {
      path,
      context,
      limits,
      read: () => [...this.#parts.flatMap(({ file }) => asRead(file)), ...read()],
    };
    this.#parts = files.map(file => ({ file, active: Number.NaN, copied: isCopy(file) }));
  }

  look(now: number): Look {
    const look = this.#look(now);
    if (look !== 'idle') this.#moved = true;
    return look;
  }

  #look(now: number): Look {
    let look: Look = 'idle';
    for (const part of [...this.#parts]) {
      const result = this.#read(part);
      if (result === 'failed') return this.#fail(part);
      if (result === 'replaced') {
        if (part.file.packed) this.#miss(part);
        else if (this.replaced(part.file, part.file.position(), part.file.written) === 'gap') this.#options.onGap();
        return 'more';
      }
      // Not at all yet, or before the clock was set back.
      if (result !== 'idle' || !(part.active <= now)) part.active = now;
      if (result === 'more' || result === 'waiting') {
        this.#lookAtPath(now);
        return result;
      }
      if (result === 'much' || look === 'idle') look = result;
      if (part.copied) this.#endCopy(part);
    }
    if (this.#lookAtPath(now)) return 'more';
    this.#release(now);
    if (this.#parts.length === 0) return 'ended';
    return look;
  }

  unread() {
    return this.#parts.reduce((sum, { file }) => sum + file.unread(), 0);
  }

  progress() {
    const reading = this.#parts.find(({ file }) => file.unread() > 0) ?? this.#parts.at(-1);
    if (!reading) return undefined;
    const { inode, offset } = reading.file.position();
    return { inode, offset, size: offset + reading.file.unread(), others: this.#parts.length - 1 };
  }

  watch(onHint: () => void) {
    // A file that is on its way out is looked at as often as before: its writer may have it for a moment more.
    return this.#parts.length === 1 && this.#atPath === 'same' ? watchFile(this.#options.path, onHint) : undefined;
  }

  hasMoved() {
    return this.#moved;
  }

  keep() {
    this.#moved = false;
    for (const position of this.#positions()) this.#options.onPosition(position, false);
  }

  close() {
    this.keep();
    for (const { file } of this.#parts) file.close();
    this.#parts = [];
  }

  /**
   * `file` holds something else than what was read up to `position`, itself written to until `since` (epoch ms): what was
   * there may live on in a copy, and what came after that in others. `found`: there is that
   * copy; `gap`: only later ones.
   */
  replaced(file: LogFile, position: FilePosition, since: number): 'found' | 'gone' | 'gap' {
    const { onLost, limits } = this.#options;
    const index = this.#parts.findIndex(part => part.file === file);
    const lost = file.unread();
    const begun = createPartialLine(limits);
    // It was empty: a line that began in the file before it goes on in what was written since.
    if (position.head.bytes === 0) file.moveRest(begun);
    file.restart();
    const found = locate(this.#search, position);
    const { files, gap } = openChain(
      this.#search,
      found?.file,
      found?.file.written ?? since,
      undefined,
      found?.generation,
    );
    const copies = [...(found ? [found.file] : []), ...files];
    this.#parts.splice(index, 0, ...copies.map(copy => ({ file: copy, active: Number.NaN, copied: true })));
    this.#parts[index]?.file.precede(begun);
    if (!found && lost > 0) onLost(lost, 'truncated');
    if (found) return 'found';
    return gap && position.offset > 0 ? 'gap' : 'gone';
  }

  /** It only began like what was read: that is out of reach. */
  #miss(part: Part) {
    this.#options.onTrouble('what was read last is in none of its compressed files: lines written after that are lost');
    this.#options.onGap();
    this.#drop(part, true);
  }

  #read(part: Part) {
    try {
      return part.file.read(this.#options.sink);
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
  #endCopy(copy: Part) {
    const begun = createPartialLine(this.#options.limits);
    copy.file.moveRest(begun);
    this.#parts[this.#parts.indexOf(copy) + 1]?.file.precede(begun);
    this.#drop(copy, true);
  }

  /** Whether there are new files to read. */
  #lookAtPath(now: number): boolean {
    const newest = this.#parts.at(-1);
    if (!newest) return false;
    const calm = this.#atPath === 'same' && newest.file.changed === this.#changed;
    if (calm && Math.abs(now - this.#pathLooked) < pathInterval) return false;
    this.#pathLooked = now;
    this.#changed = newest.file.changed;
    const { path, onTrouble, onGap } = this.#options;
    this.#atPath = atPath(path, newest.file);
    if (this.#atPath !== 'another') return false;
    const newer = openNewer(this.#search, newest.file, newest.file.written);
    this.#sayOnce(newer.refused && `the new file at its path can't be read: ${newer.refused}`);
    if (newer.files.length === 0) return false;
    if (newer.gap) {
      onTrouble('it was rotated faster than it could be read: lines may be lost');
      onGap();
    }
    this.#atPath = 'same';
    newest.active = now;
    this.#parts.push(...newer.files.map(file => ({ file, active: now, copied: false })));
    return true;
  }

  /** Called when all files have been read to their ends. */
  #release(now: number) {
    const kept = this.#atPath === 'nothing' ? 0 : 1;
    const candidates = this.#parts.slice(0, this.#parts.length - kept);
    candidates.forEach((part, index) => {
      const crowded = index < this.#parts.length - 1 - mostQuietFiles;
      if (!crowded && !part.file.packed && now - part.active < quietBeforeRelease) return;
      part.file.finish(this.#options.sink);
      this.#drop(part, true);
    });
  }

  /** Of the files that are open, oldest first. */
  #positions(): readonly FilePosition[] {
    return this.#parts.map(({ file, copied }) => ({ ...file.position(), ...(copied && { copied }) }));
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
