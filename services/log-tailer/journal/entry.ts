import type { DataReader } from './data-reader.ts';
import { largestCompressed, type UnreadReason } from './decompress.ts';
import { fieldBytes } from './fields.ts';
import type { FileBytes } from './file-bytes.ts';
import { entryHeaderBytes, type Layout, mostFields, objectType, readItem, readLong } from './layout.ts';

/** What an entry says; made once and filled by every entry. */
export interface JournalEntry {
  seqnum: number;
  /** The message's first bytes: [start, end) of `message`, valid until the next entry is read. Empty where there is none. */
  message: Buffer;
  start: number;
  end: number;
  /** How many bytes the whole message has. */
  total: number;
  /** Its digits as logged; empty where there is none. */
  priority: string;
  unit: string;
  identifier: string;
  transport: string;
  /** The id of the container that wrote it; empty where none did. */
  containerId: string;
  containerName: string;
  /** The program that handed it to journald, as the kernel names it. */
  command: string;
  /** Why there is no message, where one might be. */
  unread: UnreadReason | undefined;
}

const none = Buffer.alloc(0);

/** An entry that says nothing. */
export const createEntry = (): JournalEntry => ({
  seqnum: 0,
  message: none,
  start: 0,
  end: 0,
  total: 0,
  priority: '',
  unit: '',
  identifier: '',
  transport: '',
  containerId: '',
  containerName: '',
  command: '',
  unread: undefined,
});

/** Where the fields of one entry lie: made once, since objects that lie between are read over the same bytes. */
const offsets = new Float64Array(mostFields);

/**
 * Bytes read, looked through and decompressed after which no further field of an entry is looked at: the largest that is read
 * fits, but an entry that names a thousand of them must not stall the process.
 */
const mostWork = 3 * largestCompressed;

/**
 * Fills `entry` with the entry at `offset`, `most` bytes of its message at least if it has so many; false when there is none
 * there, or not whole.
 */
export function readEntry(
  file: FileBytes,
  data: DataReader,
  layout: Layout,
  offset: number,
  most: number,
  entry: JournalEntry,
): boolean {
  const count = readItems(file, layout, offset, entry);
  if (count < 0) return false;
  clear(entry);
  let messageAt = 0;
  let unread: UnreadReason | undefined;
  const until = data.worked + mostWork;
  for (let index = 0; index < count; index++) {
    if (data.worked > until) {
      unread = 'too_large';
      break;
    }
    const found = data.read(offsets[index]!, fieldBytes);
    if (typeof found === 'object') take(entry, found.name, found.value);
    else if (found === 'broken') return false;
    else if (found === 'message') messageAt = offsets[index]!;
    else if (found !== 'other') unread = found;
  }
  if (messageAt === 0) {
    entry.unread = unread;
    return true;
  }
  // Once more: only its beginning was, and the other fields may have been read over it.
  const found = data.read(messageAt, most);
  if (found === 'broken') return false;
  if (found === 'message') {
    entry.message = data.bytes;
    entry.start = data.start;
    entry.end = data.end;
    entry.total = data.total;
  } else if (typeof found === 'string' && found !== 'other') entry.unread = found;
  return true;
}

/** How many fields the entry at `offset` has, of which the offsets are noted; -1 when there is no entry. */
function readItems(file: FileBytes, { entryItem }: Layout, offset: number, entry: JournalEntry): number {
  if (offset % 8 !== 0 || !file.load(offset, entryHeaderBytes)) return -1;
  const { bytes, start } = file;
  if (bytes[start] !== objectType.entry) return -1;
  const count = Math.floor((readLong(bytes, start + 8) - entryHeaderBytes) / entryItem);
  if (count < 0) return -1;
  entry.seqnum = readLong(bytes, start + 16);
  const read = Math.min(count, mostFields);
  if (!file.load(offset + entryHeaderBytes, read * entryItem)) return -1;
  for (let index = 0, at = file.start; index < read; index++, at += entryItem)
    offsets[index] = readItem(file.bytes, at, entryItem === 4);
  return read;
}

function clear(entry: JournalEntry) {
  entry.message = none;
  entry.start = entry.end = entry.total = 0;
  entry.priority = entry.unit = entry.identifier = entry.transport = '';
  entry.containerId = entry.containerName = entry.command = '';
  entry.unread = undefined;
}

function take(entry: JournalEntry, name: string, value: string) {
  if (name === 'PRIORITY') entry.priority = value;
  else if (name === '_SYSTEMD_UNIT') entry.unit = value;
  else if (name === 'SYSLOG_IDENTIFIER') entry.identifier = value;
  else if (name === '_TRANSPORT') entry.transport = value;
  else if (name === '_COMM') entry.command = value;
  else if (name === 'CONTAINER_NAME') entry.containerName = value;
  else entry.containerId = value;
}
