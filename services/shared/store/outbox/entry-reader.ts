import { type FileHandle, open } from 'node:fs/promises';
import { faultOf } from '../../files/fault.ts';
import { headerLength, recordLength, unframe } from '../../files/record.ts';
import { draftPath, type Entry, entryPath } from './entry.ts';

/** What comes next of an entry: items, none at its end; or why it cannot be read right now. */
export type NextItems<Item> =
  | { readonly items: readonly Item[]; readonly damage?: string }
  | { readonly retry: string };

/** Reads an entry from its begin to its end, some records at a time, from its file and from memory. */
export interface EntryReader<Item> {
  next(): Promise<NextItems<Item>>;
  close(): Promise<void>;
}

/** What a reader works with. */
export interface EntryReaderOptions<Item> {
  readonly directory: string;
  /** The items of a record's payload; throws when it is no such payload. */
  readonly decode: (payload: string) => readonly Item[];
  /** So many items are enough; there may be more, by one record's. */
  readonly enough: number;
}

/** Errors that say something about this process, not about the file. */
const passing = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EINTR']);

/** A reader that stands at the begin of the entry. Records that are damaged are left out. */
export function createEntryReader<Item>(entry: Entry, options: EntryReaderOptions<Item>): EntryReader<Item> {
  const { directory, decode, enough } = options;
  let file: FileHandle | undefined;
  let position = 0;
  let damage: string | undefined;

  async function fromFile(): Promise<Buffer | undefined> {
    file ??= await open(entry.state === 'kept' ? entryPath(directory, entry) : draftPath(directory, entry), 'r');
    const header = Buffer.allocUnsafe(headerLength);
    if ((await file.read(header, 0, headerLength, position)).bytesRead < headerLength) return undefined;
    const length = recordLength(header);
    if (length === undefined || position + length > entry.size) return undefined;
    const record = Buffer.allocUnsafe(length);
    return (await file.read(record, 0, length, position)).bytesRead < length ? undefined : record;
  }

  function fromMemory(): Buffer | undefined {
    let at = entry.written;
    return entry.tail.find(record => {
      const found = at === position;
      at += record.length;
      return found;
    });
  }

  /** The items of the next record; undefined where none can be found any more. */
  async function nextRecord(): Promise<readonly Item[] | undefined> {
    const record = position < entry.written ? await fromFile() : fromMemory();
    if (!record) {
      damage ??= `nothing can be read from byte ${position} on`;
      position = entry.size;
      return undefined;
    }
    const at = position;
    position += record.length;
    try {
      const payload = unframe(record);
      if (payload !== undefined) return decode(payload.toString('utf8'));
    } catch {
      // Below.
    }
    damage ??= `the record at byte ${at} is not what it was`;
    return [];
  }

  return {
    async next() {
      const items: Item[] = [];
      // It may get its final name, and be kept by then, while its file is opened by the one before.
      const wasKept = entry.state === 'kept';
      try {
        while (position < entry.size && items.length < enough) {
          for (const item of (await nextRecord()) ?? []) items.push(item);
        }
      } catch (error) {
        const { message, code } = faultOf(error);
        if (items.length === 0 && (!wasKept || passing.has(code ?? ''))) return { retry: message };
        if (items.length === 0) {
          damage ??= message;
          position = entry.size;
        }
      }
      return { items, ...(damage !== undefined && { damage }) };
    },
    async close() {
      await file?.close();
      file = undefined;
    },
  };
}
