import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** What a test may say of a journal file. */
export interface JournalWriterOptions {
  /** Offsets have 32 bits; they do by default, as with systemd from 252 on. */
  readonly compact?: boolean;
  /** The series of its sequence numbers, 32 hexadecimal digits. */
  readonly seqnumId?: string;
  /** The sequence number of its first entry. */
  readonly firstSeqnum?: number;
  /** When its first entry was received, epoch ms; each further one a millisecond later. */
  readonly time?: number;
}

/** Writes a journal file as journald does, object by object, an entry being counted when it is whole. */
export interface JournalWriter {
  /** Appends an entry: `MESSAGE`, `PRIORITY` and so on, each as text or bytes. Returns the offset of the entry. */
  append(fields: Readonly<Record<string, string | Buffer>>): number;
  /** Writes a data object that is compressed in this way, for entries to refer to. Returns its offset. */
  compressed(flag: number, payload: Buffer): number;
  /** Appends an entry of data objects that are there. */
  appendOf(data: readonly number[]): number;
  /** The sequence number that the next entry gets. */
  readonly nextSeqnum: number;
  readonly seqnumId: string;
  /** Marks it as never to be written to again. */
  archive(): void;
  /** Writes over what is there. */
  patch(offset: number, bytes: Buffer): void;
  close(): void;
}

const headerSize = 264;

/** A number as journal files have it: 64 bits, little-endian. */
export function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** Creates the file at `path`. */
export function createJournalWriter(path: string, options: JournalWriterOptions = {}): JournalWriter {
  const {
    compact = true,
    seqnumId = randomBytes(16).toString('hex'),
    firstSeqnum = 1,
    time = 1_795_000_000_000,
  } = options;
  const descriptor = openSync(path, 'w+');
  const item = compact ? 4 : 8;
  const known = new Map<string, number>();
  let end = headerSize;
  let entries = 0;
  let array = { offset: 0, items: 0, used: 0 };

  const put = (offset: number, bytes: Buffer) => void writeSync(descriptor, bytes, 0, bytes.length, offset);
  const offsetBytes = (offset: number) => long(offset).subarray(0, item);
  const object = (type: number, flags: number, content: Buffer) => {
    const offset = end;
    put(offset, Buffer.concat([Buffer.from([type, flags, 0, 0, 0, 0, 0, 0]), long(16 + content.length), content]));
    end = Math.ceil((offset + 16 + content.length) / 8) * 8;
    return offset;
  };
  const data = (payload: Buffer, flags = 0) =>
    object(1, flags, Buffer.concat([Buffer.alloc(compact ? 56 : 48), payload]));
  const linkItem = (offset: number) => {
    if (array.used === array.items) {
      const items = Math.max(4, array.items * 2);
      const made = object(6, 0, Buffer.alloc(8 + items * item));
      put(array.offset === 0 ? 176 : array.offset + 16, long(made));
      array = { offset: made, items, used: 0 };
    }
    put(array.offset + 24 + array.used * item, offsetBytes(offset));
    array.used += 1;
  };

  const header = Buffer.alloc(headerSize);
  header.write('LPKSHHRH', 0, 'latin1');
  header.writeUInt32LE(compact ? 0x1c : 0x0f, 12);
  header[16] = 1;
  randomBytes(16).copy(header, 24);
  Buffer.from(seqnumId, 'hex').copy(header, 72);
  long(headerSize).copy(header, 88);
  put(0, header);

  const appendOf = (offsets: readonly number[]) => {
    const seqnum = firstSeqnum + entries;
    const received = (time + entries) * 1000;
    put(160, long(seqnum));
    const items = offsets.map(at => (compact ? offsetBytes(at) : Buffer.concat([long(at), long(0)])));
    const entry = object(3, 0, Buffer.concat([long(seqnum), long(received), Buffer.alloc(32), ...items]));
    linkItem(entry);
    if (entries === 0) {
      put(168, long(seqnum));
      put(184, long(received));
    }
    entries += 1;
    put(152, long(entries));
    return entry;
  };

  return {
    seqnumId,
    get nextSeqnum() {
      return firstSeqnum + entries;
    },
    compressed: (flag, payload) => data(payload, flag),
    appendOf,
    append(fields) {
      const offsets = Object.entries(fields).map(([name, value]) => {
        const payload = Buffer.concat([Buffer.from(`${name}=`), Buffer.from(value as string)]);
        const key = payload.toString('latin1');
        const offset = known.get(key) ?? data(payload);
        known.set(key, offset);
        return offset;
      });
      return appendOf(offsets);
    },
    archive: () => put(16, Buffer.from([2])),
    patch: put,
    close: () => closeSync(descriptor),
  };
}
