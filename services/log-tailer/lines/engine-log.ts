import { createFrameReader, createRawReader, type RecordListener, type RecordReader } from './engine-records.ts';
import type { Stream } from './json-envelope.ts';
import type { KeptPartials } from './json-file.ts';
import type { LineLimits, LineSink } from './line-sink.ts';
import { createLineSplitter, type LineSplitter } from './line-splitter.ts';

/** The last record that was taken: its time as the engine writes it, and how many were taken with that time. */
export interface LastRecord {
  readonly stamp: string;
  readonly count: number;
}

/** Takes what the engine sends of a container's log, with a timestamp before each record, over any number of requests. */
export interface EngineLog {
  /** A new answer of the engine begins: it may start with records that were taken already. */
  begin(): void;
  feed(chunk: Buffer): void;
  /** The container has stopped: hands on open lines as they are. */
  end(): void;
  last(): LastRecord | undefined;
  keep(): KeptPartials;
}

/** What it needs. */
export interface EngineLogOptions {
  /** The container has a terminal: the engine sends its bytes without frames. */
  readonly tty: boolean;
  readonly sinks: Readonly<Record<Stream, LineSink>>;
  readonly limits: LineLimits;
  readonly kept?: KeptPartials;
  readonly last?: LastRecord | undefined;
}

/** A stamp is `2006-01-02T15:04:05.000000000Z`; what has no space by here has no stamp. */
const longestStamp = 40;
const space = 32;

/** Decodes the answers of `GET /containers/{id}/logs?timestamps=true`. */
export function createEngineLog(options: EngineLogOptions): EngineLog {
  return new StampedLog(options);
}

class StampedLog implements EngineLog, RecordListener {
  readonly #tty: boolean;
  readonly #splitters: Readonly<Record<Stream, LineSplitter>>;
  readonly #stamp = Buffer.alloc(longestStamp);
  #reader: RecordReader;
  #stream: Stream = 'stdout';
  #stampLength = 0;
  #state: 'stamp' | 'text' | 'skip' = 'stamp';
  #last: LastRecord | undefined;
  /** Records of the last one's time that come again. */
  #again = 0;
  /** Whether a later record has come since the answer began. */
  #passed = true;

  constructor({ tty, sinks, limits, kept, last }: EngineLogOptions) {
    this.#tty = tty;
    this.#splitters = {
      stdout: createLineSplitter(sinks.stdout, limits, kept?.stdout),
      stderr: createLineSplitter(sinks.stderr, limits, kept?.stderr),
    };
    this.#last = last;
    this.#reader = this.#newReader();
  }

  begin() {
    // The engine begins at a time, and that is inclusive: what was taken with the last record's time comes again.
    this.#passed = this.#last === undefined;
    this.#again = this.#last?.count ?? 0;
    this.#reader = this.#newReader();
    this.#state = 'stamp';
    this.#stampLength = 0;
  }

  feed(chunk: Buffer) {
    this.#reader.feed(chunk);
  }

  end() {
    this.#reader.end();
    this.#splitters.stdout.end();
    this.#splitters.stderr.end();
  }

  last() {
    return this.#last;
  }

  keep() {
    const kept: KeptPartials = {};
    for (const stream of ['stdout', 'stderr'] as const) {
      const partial = this.#splitters[stream].keep();
      if (partial) kept[stream] = partial;
    }
    return kept;
  }

  beginRecord(stream: Stream) {
    this.#stream = stream;
    this.#state = 'stamp';
    this.#stampLength = 0;
  }

  bytes(chunk: Buffer, start: number, end: number) {
    const from = this.#state === 'stamp' ? this.#readStamp(chunk, start, end) : start;
    if (this.#state === 'text' && from < end) this.#splitters[this.#stream].feed(chunk, from, end);
  }

  /** Returns where the text begins. */
  #readStamp(chunk: Buffer, start: number, end: number): number {
    let from = start;
    while (from < end) {
      const byte = chunk[from++]!;
      if (byte === space) {
        this.#state = this.#take(this.#stamp.toString('latin1', 0, this.#stampLength)) ? 'text' : 'skip';
        return from;
      }
      this.#stamp[this.#stampLength++] = byte;
      if (this.#stampLength < longestStamp) continue;
      this.#state = 'text';
      this.#splitters[this.#stream].feed(this.#stamp, 0, longestStamp);
      return from;
    }
    return from;
  }

  /** Whether a record with that time is new. */
  #take(stamp: string): boolean {
    const last = this.#last;
    if (last && !this.#passed) {
      if (stamp < last.stamp) return false;
      if (stamp === last.stamp && this.#again > 0) {
        this.#again -= 1;
        return false;
      }
    }
    if (!last || stamp > last.stamp) {
      this.#last = { stamp, count: 1 };
      this.#passed = true;
    } else if (stamp === last.stamp) {
      this.#last = { stamp, count: last.count + 1 };
    }
    return true;
  }

  #newReader(): RecordReader {
    return this.#tty ? createRawReader(this) : createFrameReader(this);
  }
}
