import type { Stream } from './json-envelope.ts';

/** Told of the records in what the engine sends: where one begins, then its bytes, in pieces. */
export interface RecordListener {
  beginRecord(stream: Stream): void;
  bytes(chunk: Buffer, start: number, end: number): void;
}

/** Takes the next chunk of what the engine sends. */
export type RecordReader = (chunk: Buffer) => void;

const headerBytes = 8;
const lineFeed = 10;
/** Byte 0 of a header: 0 stdin, 1 stdout, 2 stderr. */
const stderr = 2;

/**
 * Reads the frames of a container without a terminal (Engine API, attach, "stream format"): one byte that names the
 * stream, three zeros, the length in four bytes, big-endian; then that many bytes, one record.
 */
export function createFrameReader(listener: RecordListener): RecordReader {
  const header = Buffer.alloc(headerBytes);
  let held = 0;
  let left = 0;
  return chunk => {
    let from = 0;
    while (from < chunk.length) {
      if (left > 0) {
        const end = Math.min(chunk.length, from + left);
        listener.bytes(chunk, from, end);
        left -= end - from;
        from = end;
        continue;
      }
      const taken = chunk.copy(header, held, from, from + headerBytes - held);
      held += taken;
      from += taken;
      if (held < headerBytes) return;
      held = 0;
      left = header.readUInt32BE(4);
      listener.beginRecord(header[0] === stderr ? 'stderr' : 'stdout');
    }
  };
}

/** Reads what the engine sends of a container with a terminal: bytes without frames, a record per line, all of them stdout. */
export function createRawReader(listener: RecordListener): RecordReader {
  let atStart = true;
  return chunk => {
    for (let from = 0; from < chunk.length; ) {
      if (atStart) listener.beginRecord('stdout');
      const at = chunk.indexOf(lineFeed, from);
      const end = at < 0 ? chunk.length : at + 1;
      listener.bytes(chunk, from, end);
      atStart = at >= 0;
      from = end;
    }
  };
}
