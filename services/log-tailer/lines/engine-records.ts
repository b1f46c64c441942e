import type { Stream } from './json-envelope.ts';

/** Told of the records in what the engine sends: where one begins, then its bytes, in one piece unless it is long. */
export interface RecordListener {
  beginRecord(stream: Stream): void;
  bytes(chunk: Buffer, start: number, end: number): void;
}

/** Cuts what the engine sends into records. One of which the end has not come is held, so that it is taken whole or not at all. */
export interface RecordReader {
  /** The next chunk. */
  feed(chunk: Buffer): void;
  /** Nothing more comes: hands on what is held, where it is clear that it is all of its record. */
  end(): void;
}

/** The engine's records have 16 KiB and a stamp; of what claims to be longer than this, bytes, nothing is held. */
export const longestHeld = 65_536;
const headerBytes = 8;
const lineFeed = 10;
/** Byte 0 of a header: 0 stdin, 1 stdout, 2 stderr. */
const stderr = 2;
const nothing = Buffer.alloc(0);

/**
 * Reads the frames of a container without a terminal (Engine API, attach, "stream format"): one byte that names the
 * stream, three zeros, the length in four bytes, big-endian; then that many bytes, one record.
 */
export function createFrameReader(listener: RecordListener): RecordReader {
  const header = Buffer.alloc(headerBytes);
  let headed = 0;
  /** Bytes of the record that are still to come, and those that are held; undefined when none is: it is handed on as it comes. */
  let left = 0;
  let held: Buffer | undefined;
  const begin = () => listener.beginRecord(header[0] === stderr ? 'stderr' : 'stdout');

  /** Answers where it went on to. */
  function take(chunk: Buffer, from: number): number {
    const end = Math.min(chunk.length, from + left);
    left -= end - from;
    if (held === undefined) listener.bytes(chunk, from, end);
    else if (left === 0 && held.length === 0) {
      begin();
      listener.bytes(chunk, from, end);
    } else {
      held = Buffer.concat([held, chunk.subarray(from, end)]);
      if (left > 0) return end;
      begin();
      listener.bytes(held, 0, held.length);
    }
    return end;
  }

  return {
    feed(chunk) {
      let from = 0;
      while (from < chunk.length) {
        if (left > 0) {
          from = take(chunk, from);
          continue;
        }
        const taken = chunk.copy(header, headed, from, from + headerBytes - headed);
        headed += taken;
        from += taken;
        if (headed < headerBytes) return;
        headed = 0;
        left = header.readUInt32BE(4);
        held = left > longestHeld ? undefined : nothing;
        if (held === undefined || left === 0) begin();
      }
    },
    end() {},
  };
}

/** Reads what the engine sends of a container with a terminal: bytes without frames, a record per line, all of them stdout. */
export function createRawReader(listener: RecordListener): RecordReader {
  let held: Buffer = nothing;
  /** The record was too long to be held, and has begun. */
  let begun = false;

  function handOn(bytes: Buffer, start: number, end: number): void {
    if (!begun) listener.beginRecord('stdout');
    listener.bytes(bytes, start, end);
  }

  return {
    feed(chunk) {
      for (let from = 0; from < chunk.length; ) {
        const at = chunk.indexOf(lineFeed, from);
        const end = at < 0 ? chunk.length : at + 1;
        const whole = at >= 0;
        if (!whole || held.length > 0) held = Buffer.concat([held, chunk.subarray(from, end)]);
        if (held.length > longestHeld || (whole && held.length > 0)) {
          handOn(held, 0, held.length);
          held = nothing;
          begun = !whole;
        } else if (whole) {
          handOn(chunk, from, end);
          begun = false;
        }
        from = end;
      }
    },
    end() {
      if (held.length > 0) handOn(held, 0, held.length);
      held = nothing;
      begun = false;
    },
  };
}
