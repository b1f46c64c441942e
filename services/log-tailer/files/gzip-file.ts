import { createReadStream, fstatSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { LineLimits, LineSink } from '../lines/line-sink.ts';
import { createLineSplitter, type LineSplitter } from '../lines/line-splitter.ts';
import { createPartialLine, type PartialLine } from '../lines/partial-line.ts';
import { type Fingerprint, fingerprintOf, headBytes, matches, noFingerprint, tailBytes } from './fingerprint.ts';
import { createFirstLine, type FirstLine } from './first-line.ts';
import { gzipHead, gzipSize } from './gzip-peek.ts';
import type { LogFile, ReadResult } from './log-file.ts';
import { bornAt, type FilePosition } from './position.ts';

/** What reading a compressed file takes. */
export interface GzipFileOptions {
  readonly descriptor: number;
  readonly limits: LineLimits;
  readonly onClose: () => void;
}

/** Compressed bytes that are read at a time, and bytes that are unpacked at a time: all that is in memory of a file. */
const packedChunk = 65_536;
const unpackedChunk = 131_072;

/**
 * Reads what a gzip file holds as if it lay there as it was: positions are those in the unpacked text. Without a position
 * from its beginning; with one, what stands before it is unpacked and passed over, and found `replaced` when it is not
 * what was read. Unpacked in the background, a chunk at a time: `waiting` until the next is there.
 */
export function createGzipFile(options: GzipFileOptions, position?: FilePosition): LogFile {
  return new PackedFile(options, position);
}

const lineFeed = 10;
const nothing: Buffer = Buffer.alloc(0);

class PackedFile implements LogFile {
  readonly device: number;
  readonly inode: number;
  readonly born: number;
  readonly packed = true;
  readonly changed = 0;
  readonly written: number;
  readonly #options: GzipFileOptions;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #stop: () => void;
  readonly #splitter: LineSplitter;
  readonly #start: FilePosition | undefined;
  readonly #size: number;
  #sink: LineSink | undefined;
  #chunk: Buffer | undefined;
  #asked = false;
  #ended = false;
  #closed = false;
  #failure: Error | undefined;
  /** Bytes unpacked, and used or passed over. */
  #looked = 0;
  #offset: number;
  /** Its first bytes, unpacked, and what tells them from others. */
  readonly #first: Buffer;
  readonly #head: Fingerprint;
  #before = nothing;
  #tail: Fingerprint;
  readonly #firstLine: FirstLine;

  constructor(options: GzipFileOptions, position: FilePosition | undefined) {
    this.#options = options;
    const stats = fstatSync(options.descriptor);
    const { dev, ino, mtimeMs, size } = stats;
    this.born = bornAt(stats);
    this.device = dev;
    this.inode = ino;
    this.written = mtimeMs;
    this.#size = gzipSize(options.descriptor, size);
    this.#start = position;
    this.#offset = position?.offset ?? 0;
    this.#tail = position?.tail ?? noFingerprint;
    this.#firstLine = createFirstLine(options.limits, position?.begun);
    // Taken before anything is read: it tells what the file is also where a restart comes before its first line.
    this.#first = gzipHead(options.descriptor).subarray(0, headBytes);
    this.#head = fingerprintOf(this.#first, 0, this.#first.length);
    // The stream closes the descriptor, at its end or when it is destroyed: a read may be under way before.
    const packed = createReadStream('', { fd: options.descriptor, start: 0, highWaterMark: packedChunk });
    const unpacked = packed.pipe(createGunzip({ chunkSize: unpackedChunk }));
    packed.on('error', error => unpacked.destroy(error));
    this.#chunks = unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    this.#stop = () => {
      unpacked.destroy();
      packed.destroy();
    };
    const counted: LineSink = {
      line: (buffer, start, end, logged) => {
        this.#offset += logged;
        this.#sink?.line(buffer, start, end, logged);
      },
    };
    this.#splitter = createLineSplitter(counted, options.limits);
  }

  read(sink: LineSink): ReadResult {
    if (this.#failure) throw this.#failure;
    const chunk = this.#chunk;
    if (!chunk) {
      // Shorter than what was read of it: that was another.
      if (this.#ended) return this.#looked < (this.#start?.offset ?? 0) ? 'replaced' : 'idle';
      this.#ask();
      return 'waiting';
    }
    this.#chunk = undefined;
    this.#ask();
    this.#sink = this.#firstLine.sink(sink);
    return this.#use(chunk) ? 'more' : 'replaced';
  }

  position() {
    const { device, inode } = this;
    const begun = this.#firstLine.kept();
    return { device, inode, offset: this.#offset, head: this.#head, tail: this.#tail, ...(begun && { begun }) };
  }

  head() {
    return this.#head;
  }

  size() {
    return this.#ended ? this.#looked : this.#size;
  }

  unread() {
    return this.#ended ? this.#looked - this.#offset : Math.max(0, this.#size - this.#offset);
  }

  /** Nobody writes to a compressed file: there is nothing else to begin with. */
  restart() {}

  precede(begun: PartialLine) {
    this.#firstLine.precede(begun);
  }

  moveRest(line: PartialLine) {
    this.#firstLine.moveTo(line);
    this.#splitter.moveTo(line);
  }

  finish(sink: LineSink) {
    const rest = createPartialLine(this.#options.limits);
    this.moveRest(rest);
    if (rest.open) rest.end(sink, 0);
    this.#offset = this.#looked;
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#firstLine.clear();
    this.#splitter.clear();
    this.#stop();
    this.#options.onClose();
  }

  #ask() {
    if (this.#asked || this.#ended || this.#closed) return;
    this.#asked = true;
    this.#chunks.next().then(
      ({ done, value }) => {
        this.#asked = false;
        if (done) this.#ended = true;
        else this.#chunk = value;
      },
      (error: Error) => {
        this.#failure = error;
      },
    );
  }

  /** False when what comes before the position is not what was read. */
  #use(chunk: Buffer): boolean {
    const from = this.#start?.offset ?? 0;
    const passed = Math.min(Math.max(0, from - this.#looked), chunk.length);
    const text = Buffer.concat([this.#before, chunk]);
    const begin = this.#before.length;
    if (passed > 0 && this.#looked + passed === from && !this.#isWhatWasRead(text, begin + passed)) return false;
    this.#splitter.feed(chunk, passed, chunk.length);
    const lineEnd = text.lastIndexOf(lineFeed) + 1;
    if (lineEnd > begin + passed) this.#tail = fingerprintOf(text, Math.max(0, lineEnd - tailBytes), lineEnd);
    this.#looked += chunk.length;
    this.#before = Buffer.from(text.subarray(Math.max(0, text.length - tailBytes)));
    return true;
  }

  #isWhatWasRead(text: Buffer, end: number): boolean {
    const { head, tail } = this.#start!;
    return (
      end >= tail.bytes &&
      matches(tail, text, end - tail.bytes, text.length) &&
      matches(head, this.#first, 0, this.#first.length)
    );
  }
}
