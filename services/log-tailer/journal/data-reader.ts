import { costOf, decompress, largestCompressed, type UnreadReason } from './decompress.ts';
import { type Field, fieldBytes, messagePrefix, parseField } from './fields.ts';
import type { FileBytes } from './file-bytes.ts';
import { type Layout, objectHeaderBytes, objectType, readLong } from './layout.ts';

/** What a data object holds: a field, a message, nothing that is wanted, or what can't be decompressed; `broken` for no data object. */
export type Data = Field | 'message' | 'other' | UnreadReason | 'broken';

/** Reads data objects. Many entries refer to the same ones, which are remembered. */
export interface DataReader {
  /** The objects of `file` (an object that stands for it) are read from now on. */
  use(file: object, layout: Layout): void;
  /** The object at `offset` of the file, a message's first `most` bytes; after 'message' they are in the properties below until the next call. */
  read(offset: number, most: number): Data;
  /** The message's first bytes, `most` at least where it has so many: [start, end) of `bytes`. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** How many bytes the message has. */
  readonly total: number;
  /** How many bytes were read from files, looked through, and made by decompressing, over all. */
  readonly worked: number;
}

/** Objects remembered. */
const remembered = 8192;

/** Reads through `file`. */
export function createDataReader(file: FileBytes): DataReader {
  return new RememberingReader(file);
}

class RememberingReader implements DataReader {
  readonly #file: FileBytes;
  readonly #offsets = new Float64Array(remembered);
  readonly #data = new Array<Data>(remembered).fill('other');
  #owner: object | undefined;
  #header = 0;
  /** Where the message lies that was decompressed last: it need not be again. */
  #made = 0;
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  total = 0;
  #looked = 0;

  constructor(file: FileBytes) {
    this.#file = file;
  }

  get worked() {
    return this.#file.loaded + this.#looked;
  }

  use(owner: object, { dataHeader }: Layout) {
    if (owner !== this.#owner) this.#offsets.fill(0);
    this.#owner = owner;
    this.#made = 0;
    this.#header = dataHeader;
  }

  read(offset: number, most: number): Data {
    if (offset === 0 || offset % 8 !== 0) return 'broken';
    if (offset === this.#made && this.end - this.start >= Math.min(most, this.total)) return 'message';
    const slot = (offset / 8) % remembered;
    if (this.#offsets[slot] === offset) return this.#data[slot]!;
    const data = this.#readObject(offset, most);
    if (data === 'message') return data;
    this.#offsets[slot] = offset;
    this.#data[slot] = data;
    return data;
  }

  #readObject(offset: number, most: number): Data {
    const file = this.#file;
    if (!file.load(offset, objectHeaderBytes)) return 'broken';
    const { bytes, start } = file;
    const size = readLong(bytes, start + 8) - this.#header;
    if (bytes[start] !== objectType.data || size < 1) return 'broken';
    const flags = bytes[start + 1]!;
    if (flags !== 0) {
      const data = this.#readCompressed(offset + this.#header, size, flags, most);
      if (data === 'message') this.#made = offset;
      return data;
    }
    const begin = Math.min(size, fieldBytes);
    this.#looked += begin;
    if (!file.load(offset + this.#header, begin)) return 'broken';
    const data = parseField(file.bytes, file.start, file.start + begin) ?? 'other';
    if (data !== 'message') return data;
    const held = Math.min(size, messagePrefix + most);
    if (!file.load(offset + this.#header, held)) return 'broken';
    return this.#message(file.bytes, file.start, held, size);
  }

  #readCompressed(offset: number, size: number, flags: number, most: number): Data {
    const file = this.#file;
    if (size > largestCompressed) return 'too_large';
    if (!file.load(offset, size)) return 'broken';
    const made = decompress(file.bytes, file.start, file.start + size, flags, messagePrefix + most);
    this.#looked += size + costOf(made);
    if (typeof made === 'string') return made;
    const data = parseField(made.bytes, 0, made.bytes.length) ?? 'other';
    return data === 'message' ? this.#message(made.bytes, 0, made.bytes.length, made.total) : data;
  }

  #message(bytes: Buffer, start: number, held: number, total: number): 'message' {
    this.#made = 0;
    this.bytes = bytes;
    this.start = start + messagePrefix;
    this.end = start + held;
    this.total = total - messagePrefix;
    return 'message';
  }
}
