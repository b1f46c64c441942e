import { messageOf } from '../../shared/outcome.ts';
import type { Looker } from '../files/poller.ts';
import type { Look } from '../files/tail.ts';
import type { JournalEntry } from './entry.ts';
import type { JournalFile } from './journal-file.ts';

/** A file of a chain, and whether its name says that nothing more is written to it. */
export interface ChainedFile {
  readonly file: JournalFile;
  complete: boolean;
}

/** What a chain needs. */
export interface ChainOptions {
  /** What of a message is handed on at most, bytes. */
  readonly mostOfMessage: () => number;
  readonly onEntry: (entry: JournalEntry) => void;
  /** Entries were passed over, since they are damaged or can't be reached. */
  readonly onDamaged: (entries: number) => void;
  /** A file has been read to its end, and is closed after this. */
  readonly onDone: (file: JournalFile) => void;
  readonly onTrouble: (message: string) => void;
}

/** Files that follow each other under one name, read one after the other. */
export interface Chain extends Looker {
  /** The oldest first. */
  readonly files: readonly ChainedFile[];
  add(files: readonly ChainedFile[]): void;
  close(): void;
}

/** Entries since the last look from which on the writer is in a hurry: it may put the file aside soon. */
const much = 500;

/** No file yet. */
export function createChain(options: ChainOptions): Chain {
  const files: ChainedFile[] = [];

  const drop = () => {
    const [{ file }] = files.splice(0, 1) as [ChainedFile];
    options.onDone(file);
    file.close();
  };

  /** One step in the oldest file. */
  const read = ({ file, complete }: ChainedFile, now: number): Look => {
    const isComplete = complete || file.archived;
    const { count, damaged, more } = file.read(now, options.mostOfMessage(), isComplete, options.onEntry);
    if (damaged > 0) options.onDamaged(damaged);
    if (more) return 'more';
    if (count + damaged > 0) return count > much ? 'much' : 'little';
    if (!isComplete || file.unread > 0) return 'idle';
    drop();
    return files.length > 0 ? 'more' : 'ended';
  };

  return {
    files,
    add(added) {
      files.push(...added);
      files.sort((a, b) => Math.sign(orderOf(a) - orderOf(b)) || 0);
    },
    look(now) {
      const [first] = files;
      if (!first) return 'ended';
      try {
        return read(first, now);
      } catch (error) {
        options.onTrouble(messageOf(error));
        if (files.length === 1) return 'idle';
        // Those behind it must not wait for a disk that has lost this one.
        options.onDamaged(first.file.unread);
        drop();
        return 'more';
      }
    },
    close() {
      for (const { file } of files.splice(0)) file.close();
    },
  };
}

/** By the first entry; a file that has none yet was begun last. */
const orderOf = ({ file }: ChainedFile) => file.header.headTime || Number.POSITIVE_INFINITY;
