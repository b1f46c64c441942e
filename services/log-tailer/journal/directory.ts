import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Outcome, success } from '../../shared/outcome.ts';
import type { StartAt } from '../files/open-log-file.ts';
import { identityKey, identityOf } from '../files/position.ts';
import type { Chain, ChainedFile } from './chain.ts';
import type { JournalFileName } from './file-name.ts';
import type { JournalHeader } from './header.ts';
import { type JournalFailure, type JournalFile, type JournalReading, openJournalFile } from './journal-file.ts';
import { createKnownEntries, type KnownEntries } from './known-entries.ts';
import { isOfNow, listJournalFiles } from './listing.ts';
import { type JournalState, mostFiles } from './state.ts';

/** The journal files of one directory. */
export interface JournalDirectory {
  /** Looks which files there are, and opens those that are to be read. */
  scan(): void;
  /** Files that are open. */
  count(): number;
  /** Entries written but not handed on. */
  unread(): number;
  /** Files left out, and why. */
  readonly unfit: ReadonlyMap<string, string>;
  /** What to go on from; to be asked right behind a scan. The same object again when nothing was read meanwhile. */
  keep(): JournalState;
  close(): void;
}

/** What a directory needs. */
export interface JournalDirectoryOptions {
  readonly path: string;
  readonly reading: JournalReading;
  readonly now: () => number;
  /** For files that may have been there before anyone looked. */
  readonly startAt: StartAt;
  readonly kept: JournalState | undefined;
  /** A chain for files of one name; `onDone` is to be told of each file read to its end, and `onEnded` when no file is left. */
  readonly createChain: (listener: { onDone(file: JournalFile): void; onEnded(): void }) => Chain;
  /** The chain is looked at no more. */
  readonly dropChain: (chain: Chain) => void;
  /** Files that were not read to their end are gone, or beyond {@link mostFiles}. */
  readonly onMissed: (files: number, reason: string) => void;
}

/** Reads nothing before the first scan. */
export function createJournalDirectory(options: JournalDirectoryOptions): JournalDirectory {
  return new ScannedDirectory(options);
}

class ScannedDirectory implements JournalDirectory {
  readonly #options: JournalDirectoryOptions;
  readonly #chains = new Map<string, Chain>();
  readonly #known: KnownEntries;
  /** Ids of the files read to their end since the last scan. */
  readonly #done = new Set<string>();
  /** What the last run left: undefined when there was none, and after the first scan. */
  #left: JournalState | undefined;
  #kept: JournalState | undefined;
  /** There has been a scan, in this run or the last. */
  #scanned: boolean;
  /** Paths of the last scan in this run. */
  #listed: ReadonlySet<string> | undefined;
  /** Identities of files that there is no room for, and their ids: counted once, and not looked at again under the same name. */
  #refused = new Map<string, string>();
  /** Names of archived files that need not be looked at again. */
  #settled = new Set<string>();
  unfit = new Map<string, string>();

  constructor(options: JournalDirectoryOptions) {
    this.#options = options;
    this.#left = options.kept;
    this.#kept = options.kept;
    this.#scanned = options.kept !== undefined;
    this.#known = createKnownEntries(options.kept ?? { scanned: 0, seqnums: {} });
  }

  scan() {
    const unfit = new Map<string, string>();
    const listed = listJournalFiles(this.#options.path);
    if (!listed.ok && listed.reason !== 'ENOENT') unfit.set(this.#options.path, listed.reason);
    const names = listed.ok ? listed.value : [];
    let closed = unfit.size > 0;
    const before = new Map(this.#files().map(chained => [chained.file.identity, chained]));
    const gone = new Set(before.values());
    const added = new Map<string, ChainedFile[]>();
    const settled = new Set<string>();
    const refused = new Map<string, string>();
    let room = mostFiles - before.size;
    let missed = 0;
    for (const found of names) {
      const path = join(this.#options.path, found.name);
      const isSettled = this.#settled.has(found.name);
      const identity = isSettled ? '' : identityAt(path);
      const open = before.get(identity);
      const known = isOfNow(found) ? undefined : this.#refused.get(identity);
      if (open) {
        open.complete = found.archived;
        gone.delete(open);
      } else if (known !== undefined) {
        refused.set(identity, known);
      } else if (!isSettled) {
        const opened = this.#open(path, found);
        if (!opened.ok) unfit.set(path, opened.reason.reason);
        if (!opened.ok && opened.reason.kind === 'closed') {
          closed = true;
          continue; // until it can be opened
        }
        const file = opened.ok ? opened.value : undefined;
        if (file && (room > 0 || isOfNow(found))) {
          append(added, found.base, { file, complete: found.archived });
          room -= 1;
        } else if (file) {
          refused.set(identity, file.header.fileId);
          file.close();
          missed += 1;
        }
      }
      if (!found.archived) continue;
      settled.add(found.name);
      // Said once, and shown for as long as it lies there.
      const reason = this.unfit.get(path);
      if (reason !== undefined) unfit.set(path, reason);
    }
    for (const chained of gone) chained.complete ||= chained.file.unlinked();
    this.#settled = settled;
    this.#refused = refused;
    this.unfit = unfit;
    for (const [base, files] of added) this.#chainOf(base).add(files);
    if (missed > 0)
      this.#options.onMissed(missed, `only ${mostFiles} files of ${this.#options.path} are read at a time`);
    if (!closed) this.#sayLeft();
    for (const { file } of this.#files()) this.#known.note(file);
    this.#known.mark(this.#options.now());
    this.#done.clear();
    this.#listed = new Set(names.map(({ name }) => join(this.#options.path, name)));
    this.#scanned = true;
  }

  count() {
    return this.#files().length;
  }

  unread() {
    return this.#files().reduce((sum, { file }) => sum + file.unread, 0);
  }

  keep() {
    const open = this.#files().map(({ file }) => [file.header.fileId, file.next] as const);
    const { scanned, seqnums } = this.#known.keep();
    const files = { ...this.#left?.files, ...Object.fromEntries(open) };
    // When it was listed matters only for files that came after what was read: the time alone is no change.
    if (!this.#kept || !isDeepStrictEqual([this.#kept.seqnums, this.#kept.files], [seqnums, files]))
      this.#kept = { directory: this.#options.path, scanned, seqnums, files };
    return this.#kept;
  }

  close() {
    for (const chain of this.#chains.values()) {
      this.#options.dropChain(chain);
      chain.close();
    }
    this.#chains.clear();
  }

  #files(): readonly ChainedFile[] {
    return [...this.#chains.values()].flatMap(chain => chain.files);
  }

  /** The file at `path`, at the entry from which it is to be read; undefined when it is open already, or not to be read at all. */
  #open(path: string, { archived }: JournalFileName): Outcome<JournalFile | undefined, JournalFailure> {
    const opened = openJournalFile(path, this.#options.reading);
    if (!opened.ok) return opened;
    const file = opened.value;
    const begin = this.#beginOf(file.header, !archived && this.#listed?.has(path) === false);
    if (begin === undefined || (begin === 'end' && archived)) {
      file.close();
      return success(undefined);
    }
    file.moveTo(begin === 'end' ? undefined : begin);
    return success(file);
  }

  #beginOf(header: JournalHeader, appeared: boolean): number | 'end' | undefined {
    const { fileId } = header;
    const isOpen = this.#files().some(({ file }) => file.header.fileId === fileId); // this would be a copy of it
    if (isOpen || this.#done.has(fileId)) return undefined;
    const left = this.#left?.files[fileId];
    if (left !== undefined) return left;
    if (header.entries === 0) return 0;
    if (this.#scanned) return this.#known.isNew(header, appeared) ? 0 : 'end';
    return this.#options.startAt(header.headTime) === 'beginning' ? 0 : 'end';
  }

  #chainOf(base: string): Chain {
    const known = this.#chains.get(base);
    if (known) return known;
    const chain = this.#options.createChain({
      onDone: file => {
        this.#known.note(file);
        this.#done.add(file.header.fileId);
      },
      onEnded: () => {
        this.#chains.delete(base);
        this.scan(); // the next file is there, as soon as this one is complete
      },
    });
    this.#chains.set(base, chain);
    return chain;
  }

  /** Says, once, which files the last run was reading and which are not there any more. */
  #sayLeft() {
    const open = new Set(this.#files().map(({ file }) => file.header.fileId));
    for (const id of this.#refused.values()) open.add(id); // told already
    const gone = Object.keys(this.#left?.files ?? {}).filter(id => !open.has(id));
    if (gone.length > 0)
      this.#options.onMissed(gone.length, `files of ${this.#options.path} that were not read to their end are gone`);
    this.#left = undefined;
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function identityAt(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? identityKey(identityOf(stats)) : '';
}
