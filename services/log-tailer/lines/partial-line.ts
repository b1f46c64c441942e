import { handOn, type LineLimits, type LineSink } from './line-sink.ts';

/** An open partial line as it is kept over a restart. */
export interface KeptPartial {
  /** Its first bytes, base64. */
  readonly bytes: string;
  /** Bytes that came after those. */
  readonly skipped: number;
}

/** A line that came in pieces and has not ended. */
export interface PartialLine {
  /** Whether anything of it has come. */
  readonly open: boolean;
  append(buffer: Buffer, start: number, end: number): void;
  /** Hands it on, and is empty again. `lineEnd` is the size of the line end that was found, 0 without one. */
  end(sink: LineSink, lineEnd: number): void;
  /** For the next run; undefined when nothing is open. */
  keep(): KeptPartial | undefined;
  /** Puts it behind what has come of `other`, and is empty again. */
  moveTo(other: PartialLine): void;
  /** Bytes more came, of which only the number is known. */
  skip(bytes: number): void;
  /** Lets go of it. */
  clear(): void;
}

const nothing = Buffer.alloc(0);
const firstSize = 1024;
/** What a restart keeps of an open line: enough to see its level and match rules, little enough to save with every batch. */
const keptBytes = 16_384;

/** An empty partial line, or the one that an earlier run kept. */
export function createPartialLine(limits: LineLimits, kept?: KeptPartial): PartialLine {
  return new Partial(limits, kept);
}

class Partial implements PartialLine {
  readonly #limits: LineLimits;
  #bytes = nothing;
  #length = 0;
  #skipped = 0;

  constructor(limits: LineLimits, kept: KeptPartial | undefined) {
    this.#limits = limits;
    if (!kept) return;
    const bytes = Buffer.from(kept.bytes, 'base64');
    this.append(bytes, 0, bytes.length);
    this.#skipped += kept.skipped;
  }

  get open() {
    return this.#length + this.#skipped > 0;
  }

  append(buffer: Buffer, start: number, end: number) {
    const wanted = end - start;
    const taken = this.#skipped > 0 ? 0 : Math.min(wanted, this.#makeRoom(wanted));
    buffer.copy(this.#bytes, this.#length, start, start + taken);
    this.#length += taken;
    this.#skipped += wanted - taken;
  }

  end(sink: LineSink, lineEnd: number) {
    const logged = this.#length + this.#skipped + lineEnd;
    if (this.#skipped > 0) {
      this.#limits.onTruncated();
      sink.line(this.#bytes, 0, Math.min(this.#length, this.#limits.maxLine), logged);
    } else {
      handOn(sink, this.#limits, this.#bytes, 0, this.#length, logged);
    }
    this.clear();
  }

  moveTo(other: PartialLine) {
    other.append(this.#bytes, 0, this.#length);
    other.skip(this.#skipped);
    this.clear();
  }

  skip(bytes: number) {
    this.#skipped += bytes;
  }

  clear() {
    this.#limits.room.left += this.#bytes.length;
    this.#bytes = nothing;
    this.#length = 0;
    this.#skipped = 0;
  }

  keep() {
    if (!this.open) return undefined;
    const kept = Math.min(this.#length, keptBytes);
    return {
      bytes: this.#bytes.toString('base64', 0, kept),
      skipped: this.#length - kept + this.#skipped,
    };
  }

  /** Returns how many of `wanted` further bytes fit. One byte beyond the limit is held: it may be the line end's. */
  #makeRoom(wanted: number): number {
    const most = this.#limits.maxLine + 1;
    const needed = Math.min(this.#length + wanted, most);
    if (needed > this.#bytes.length) {
      const size = Math.min(Math.max(needed, this.#bytes.length * 2, firstSize), most);
      const more = size - this.#bytes.length;
      if (more <= this.#limits.room.left) {
        this.#limits.room.left -= more;
        const grown = Buffer.allocUnsafe(size);
        this.#bytes.copy(grown, 0, 0, this.#length);
        this.#bytes = grown;
      }
    }
    return this.#bytes.length - this.#length;
  }
}
