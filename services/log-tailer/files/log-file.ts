import { closeSync, fstatSync, readSync } from 'node:fs';
import { handOn, type LineLimits, type LineSink } from '../lines/line-sink.ts';
import { createPartialLine, type PartialLine } from '../lines/partial-line.ts';
import { scanLines } from '../lines/scan-lines.ts';
import { type Fingerprint, fingerprintOf, headBytes, matches, noFingerprint, tailBytes } from './fingerprint.ts';
import { createFirstLine, type FirstLine } from './first-line.ts';
import { bornAt, type FilePosition } from './position.ts';
import type { ReadBuffer } from './read-buffer.ts';

/**
 * What came of reading on: `idle`, nothing new; `little` or `much`, all there was; `more`, there is more; `waiting`, there
 * is more in a moment; `replaced`, the file holds something else than what was read (it was truncated, or written over):
 * nothing was handed on.
 */
export type ReadResult = 'idle' | 'little' | 'much' | 'more' | 'waiting' | 'replaced';

/** One open file, whatever it is called by now. */
export interface LogFile {
  readonly device: number;
  readonly inode: number;
  /** When it came to be, epoch ms. */
  readonly born: number;
  /** It is a compressed one, which nobody writes to. */
  readonly packed: boolean;
  /** Of the inode, epoch ms, as of the last reading: a change may mean that the file was renamed or unlinked. */
  readonly changed: number;
  /** Last write, epoch ms, as of the last reading, or the opening. */
  readonly written: number;
  /** Hands on the lines of one chunk. Throws what the file system throws. */
  read(sink: LineSink): ReadResult;
  position(): FilePosition;
  /** Of its first bytes: in the position there are none while the file was empty at the last reading. */
  head(): Fingerprint;
  /** Of the file as it is now, bytes; of a compressed one what it unpacks to, modulo 2³². */
  size(): number;
  /** Bytes not handed on, of those that were there at the last reading. */
  unread(): number;
  /** Begins again at the start of what the file holds now. */
  restart(): void;
  /** Its first line began elsewhere, with `begun`. */
  precede(begun: PartialLine): void;
  /** Moves the incomplete last line behind what has come of `line`. */
  moveRest(line: PartialLine): void;
  /** Nothing more is written to it: hands on the incomplete last line as it is. */
  finish(sink: LineSink): void;
  close(): void;
}

/** What reading a file takes. */
export interface LogFileOptions {
  readonly descriptor: number;
  readonly buffer: ReadBuffer;
  readonly limits: LineLimits;
  readonly onClose: () => void;
}

/** Reads an open regular file on from `position`, which has been found to be of this file; without one from its beginning. */
export function createLogFile(options: LogFileOptions, position?: FilePosition): LogFile {
  return new OpenFile(options, position);
}

const lineFeed = 10;
/** Bytes since the last reading from which on the writer is in a hurry: it may rotate the file soon. */
const much = 32_768;
/** So much more than the limit is read of a long line that it is seen to be too long, whatever stands at its end. */
const beyondLimit = 2;

class OpenFile implements LogFile {
  readonly packed = false;
  readonly device: number;
  readonly inode: number;
  readonly born: number;
  readonly #options: LogFileOptions;
  #offset: number;
  /** Up to here there is no line end that has not been seen. */
  #looked: number;
  #head: Fingerprint;
  #tail: Fingerprint;
  #size = 0;
  /** Last write as of the last reading; 0 before the first. */
  #seen = 0;
  #written: number;
  #changed = 0;
  readonly #firstLine: FirstLine;

  constructor(options: LogFileOptions, position: FilePosition | undefined) {
    this.#options = options;
    const stats = fstatSync(options.descriptor);
    const { dev, ino, mtimeMs, size } = stats;
    this.born = bornAt(stats);
    this.#written = mtimeMs;
    this.device = dev;
    this.inode = ino;
    this.#offset = position?.offset ?? 0;
    this.#looked = this.#offset;
    // Taken before anything is read: it tells what the file is also where a restart comes before its first line.
    this.#head = position?.head.bytes ? position.head : this.#fingerprintAt(0, Math.min(size, headBytes));
    this.#tail = position?.tail ?? noFingerprint;
    this.#firstLine = createFirstLine(options.limits, position?.begun);
  }

  get changed() {
    return this.#changed;
  }

  get written() {
    return this.#written;
  }

  read(sink: LineSink): ReadResult {
    const { size, mtimeMs, ctimeMs } = fstatSync(this.#options.descriptor);
    this.#changed = ctimeMs;
    if (size === this.#looked && mtimeMs === this.#seen) return 'idle';
    if (size < this.#looked || !this.#sameHead()) return 'replaced';
    // It was empty: more may have been written to it, and truncated, than what is there now.
    if (this.#head.bytes === 0 && (size > 0 || mtimeMs !== this.#written)) return 'replaced';
    this.#size = size;
    this.#seen = mtimeMs;
    this.#written = mtimeMs;
    const whole = this.#firstLine.sink(sink);
    return this.#looked - this.#offset >= this.#longest() ? this.#readOnInLongLine(whole) : this.#readChunk(whole);
  }

  position() {
    const { device, inode } = this;
    const begun = this.#firstLine.kept();
    const empty = this.#head.bytes === 0 ? { emptySince: this.#written } : {};
    const more = { ...empty, ...(begun && { begun }) };
    return { device, inode, offset: this.#offset, head: this.#head, tail: this.#tail, ...more };
  }

  head() {
    return this.#head.bytes > 0 ? this.#head : this.#fingerprintAt(0, headBytes);
  }

  size() {
    return fstatSync(this.#options.descriptor).size;
  }

  unread() {
    return Math.max(this.#size, this.#looked) - this.#offset;
  }

  restart() {
    const { size, mtimeMs } = fstatSync(this.#options.descriptor);
    this.#written = mtimeMs;
    this.#offset = 0;
    this.#looked = 0;
    this.#head = this.#fingerprintAt(0, Math.min(size, headBytes));
    this.#tail = noFingerprint;
    this.#seen = 0;
    this.#size = 0;
    this.#firstLine.clear();
  }

  precede(begun: PartialLine) {
    this.#firstLine.precede(begun);
  }

  moveRest(line: PartialLine) {
    this.#firstLine.moveTo(line);
    const wanted = this.#looked - this.#offset;
    const { bytes } = this.#options.buffer;
    const length = Math.min(wanted, bytes.length, this.#options.limits.maxLine + beyondLimit);
    const read = this.#readAt(bytes, 0, length, this.#offset);
    line.append(bytes, 0, read);
    line.skip(wanted - read);
  }

  finish(sink: LineSink) {
    const rest = createPartialLine(this.#options.limits);
    this.moveRest(rest);
    if (!rest.open) return;
    rest.end(sink, 0);
    this.#moveTo(this.#looked);
  }

  close() {
    this.#firstLine.clear();
    closeSync(this.#options.descriptor);
    this.#options.onClose();
  }

  /** Reads from just before the offset, so that the same system call shows whether the file is still the same. */
  #readChunk(sink: LineSink): ReadResult {
    const { buffer, limits } = this.#options;
    const { bytes } = buffer;
    const tail = this.#tail.bytes;
    const length = this.#readAt(bytes, 0, bytes.length, this.#offset - tail);
    if (length < tail || !matches(this.#tail, bytes, 0, length)) return 'replaced';
    const rest = scanLines(bytes, tail, length, sink, limits);
    const full = length === bytes.length;
    const came = this.#offset + length - tail - this.#looked;
    this.#looked += came;
    if (rest > tail)
      this.#moveTo(this.#offset + rest - tail, fingerprintOf(bytes, Math.max(0, rest - tailBytes), rest));
    else if (full && buffer.grow(limits.maxLine + beyondLimit + tailBytes)) this.#looked = this.#offset;
    if (full) return 'more';
    return came >= much ? 'much' : 'little';
  }

  /** A line longer than the limit: what is beyond is only looked through for its end. */
  #readOnInLongLine(sink: LineSink): ReadResult {
    const { buffer, limits } = this.#options;
    const { bytes } = buffer;
    const length = this.#readAt(bytes, 0, bytes.length, this.#looked);
    const at = bytes.indexOf(lineFeed);
    if (at < 0 || at >= length) {
      this.#looked += length;
      return length === bytes.length ? 'more' : 'much';
    }
    const end = this.#looked + at + 1;
    const kept = this.#readAt(bytes, 0, limits.maxLine + beyondLimit, this.#offset);
    handOn(sink, limits, bytes, 0, kept, end - this.#offset);
    this.#moveTo(end);
    this.#looked = end;
    return 'more';
  }

  #moveTo(offset: number, tail = this.#fingerprintAt(Math.max(0, offset - tailBytes), offset)) {
    this.#offset = offset;
    this.#tail = tail;
    if (this.#head.bytes < Math.min(offset, headBytes))
      this.#head = this.#fingerprintAt(0, Math.min(offset, headBytes));
  }

  #sameHead(): boolean {
    return this.#fingerprintAt(0, this.#head.bytes).hash === this.#head.hash;
  }

  #fingerprintAt(start: number, end: number): Fingerprint {
    const piece = Buffer.allocUnsafe(end - start);
    return fingerprintOf(piece, 0, this.#readAt(piece, 0, piece.length, start));
  }

  /** How long a line may be that still fits the buffer at its largest, less what is read before it. */
  #longest(): number {
    return (
      Math.max(this.#options.buffer.bytes.length, this.#options.limits.maxLine + beyondLimit + tailBytes) - tailBytes
    );
  }

  #readAt(target: Buffer, at: number, length: number, position: number): number {
    return length === 0 ? 0 : readSync(this.#options.descriptor, target, at, length, position);
  }
}
