import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { failure, messageOf, type Outcome, success } from '../../shared/outcome.ts';
import { identityKey, identityOf } from '../files/position.ts';
import { createDataReader, type DataReader } from './data-reader.ts';
import { createEntry, type JournalEntry, readEntry } from './entry.ts';
import { createEntryList, type EntryList } from './entry-list.ts';
import { createFileBytes, type FileBytes } from './file-bytes.ts';
import { type JournalHeader, parseHeader } from './header.ts';
import { entryHeaderBytes, headerAt, headerBytes, layoutOf, readLong, stateArchived } from './layout.ts';

/** What all files share that are read in turn: memory. */
export interface JournalReading {
  readonly bytes: FileBytes;
  readonly data: DataReader;
  readonly entry: JournalEntry;
}

/** Some megabytes, however many files there are. */
export function createJournalReading(): JournalReading {
  const bytes = createFileBytes();
  return { bytes, data: createDataReader(bytes), entry: createEntry() };
}

/** What came of a step: `count` entries handed on, how many were passed over since they are damaged, and whether there are more. */
export interface JournalStep {
  readonly count: number;
  readonly damaged: number;
  readonly more: boolean;
}

/** An open journal file, whatever it is called by now. */
export interface JournalFile {
  /** Device and inode. */
  readonly identity: string;
  /** As of the opening. */
  readonly header: JournalHeader;
  /** The index of the entry that is read next: what to go on from. */
  readonly next: number;
  /** Entries not handed on, of those that were there at the last look. */
  readonly unread: number;
  /** Sequence number of the last entry handed on; of none, 0. */
  readonly seqnum: number;
  /** journald has said in it that it is never written to again. */
  readonly archived: boolean;
  /** No path leads to it any more. */
  unlinked(): boolean;
  /** Goes to the entry `index`; to its present end by default. */
  moveTo(index?: number): void;
  /**
   * One bounded step at `now` (epoch ms): hands on entries, of each message `most` bytes if it has so many. `complete`: all that
   * it will hold has been written. Throws what the file system throws.
   */
  read(now: number, most: number, complete: boolean, onEntry: (entry: JournalEntry) => void): JournalStep;
  close(): void;
}

/** Entries, and bytes of messages, read from the file, or decompressed, after which a step ends, so that no file holds up the others. */
const stepEntries = 1024;
const stepBytes = 4_194_304;
/** An entry is there before it is counted, but other processors may see that the other way round for a moment; never for so long, milliseconds. */
const settleTime = 1000;

/** Why a file can't be read: it could not be opened, which may change, or it holds nothing that can be read. */
export interface JournalFailure {
  readonly kind: 'closed' | 'unfit';
  readonly reason: string;
}

/** Opens the file at `path`. */
export function openJournalFile(path: string, reading: JournalReading): Outcome<JournalFile, JournalFailure> {
  let descriptor: number;
  try {
    // A FIFO of that name must not hold up the process.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : (code ?? messageOf(error));
    return failure({ kind: 'closed', reason });
  }
  const header = readHeader(descriptor);
  if (!header.ok) {
    closeSync(descriptor);
    return failure({ kind: 'unfit', reason: header.reason });
  }
  return success(new OpenJournal(descriptor, header.value, reading));
}

function readHeader(descriptor: number): Outcome<JournalHeader> {
  try {
    if (!fstatSync(descriptor).isFile()) return failure('it is not a regular file');
    const bytes = Buffer.alloc(headerBytes);
    return parseHeader(bytes.subarray(0, readSync(descriptor, bytes, 0, headerBytes, 0)));
  } catch (error) {
    return failure(messageOf(error));
  }
}

class OpenJournal implements JournalFile {
  readonly identity: string;
  readonly header: JournalHeader;
  readonly #descriptor: number;
  readonly #reading: JournalReading;
  readonly #list: EntryList;
  readonly #head = Buffer.alloc(headerBytes);
  #next = 0;
  #entries: number;
  #first: number;
  #seqnum = 0;
  #archived: boolean;
  /** Since when an entry that should be there is not, epoch ms; and up to which index there was none to be waited for any more. */
  #waitsSince: number | undefined;
  #settled = 0;

  constructor(descriptor: number, header: JournalHeader, reading: JournalReading) {
    this.identity = identityKey(identityOf(fstatSync(descriptor)));
    this.header = header;
    this.#descriptor = descriptor;
    this.#reading = reading;
    this.#list = createEntryList(reading.bytes, header.compact, header.headerSize);
    this.#entries = header.entries;
    this.#first = header.entryArray;
    this.#archived = header.state === stateArchived;
  }

  get next() {
    return this.#next;
  }

  get unread() {
    return Math.max(0, this.#entries - this.#next);
  }

  get seqnum() {
    return this.#seqnum;
  }

  get archived() {
    return this.#archived;
  }

  unlinked() {
    return fstatSync(this.#descriptor).nlink === 0;
  }

  moveTo(index?: number) {
    this.#refresh();
    this.#next = index ?? this.#entries;
    if (index === undefined) this.#seqnum = readLong(this.#head, headerAt.tailSeqnum);
  }

  read(now: number, most: number, complete: boolean, onEntry: (entry: JournalEntry) => void): JournalStep {
    this.#refresh();
    if (this.#next >= this.#entries) return { count: 0, damaged: 0, more: false };
    const { bytes, data, entry } = this.#reading;
    const layout = layoutOf(this.header.compact);
    bytes.use(this.#descriptor);
    data.use(this, layout);
    let count = 0;
    let damaged = 0;
    let handedOn = 0;
    const before = data.worked;
    const isRoom = () => count + damaged < stepEntries && handedOn + data.worked - before < stepBytes;
    while (this.#next < this.#entries && isRoom()) {
      const offset = this.#list.offset(this.#next, this.#first);
      if (offset !== 'missing' && readEntry(bytes, data, layout, offset, most, entry)) {
        onEntry(entry);
        handedOn += entry.end - entry.start;
        this.#seqnum = entry.seqnum;
        this.#next += 1;
        count += 1;
        this.#waitsSince = undefined;
      } else if (!complete && this.#mayCome(now)) {
        return { count, damaged, more: false };
      } else {
        // Where the list itself ends too early, there is nothing behind.
        damaged += offset === 'missing' ? this.#likelyUnread() : 1;
        this.#next = offset === 'missing' ? this.#entries : this.#next + 1;
      }
    }
    return { count, damaged, more: this.#next < this.#entries };
  }

  close() {
    closeSync(this.#descriptor);
  }

  /** Entries not handed on, if the header may be believed: no more than the file could hold. */
  #likelyUnread(): number {
    return Math.min(this.unread, Math.ceil(fstatSync(this.#descriptor).size / entryHeaderBytes));
  }

  /** Whether the entry `next` may just not be visible yet. */
  #mayCome(now: number): boolean {
    if (this.#next < this.#settled) return false;
    this.#waitsSince ??= now;
    if (now - this.#waitsSince < settleTime) return true;
    this.#waitsSince = undefined;
    this.#settled = this.#entries;
    return false;
  }

  /** How many entries there are by now: journald writes through a mapping, so that size and time of the file tell nothing. */
  #refresh() {
    const head = this.#head;
    if (readSync(this.#descriptor, head, 0, headerBytes, 0) < headerBytes) return;
    this.#entries = Math.max(this.#entries, readLong(head, headerAt.entries));
    this.#first = readLong(head, headerAt.entryArray);
    this.#archived = head[headerAt.state] === stateArchived;
  }
}
