import type { Stream } from '../../../services/log-tailer/lines/json-envelope.ts';

/** A frame as the engine sends it: stream, length, bytes. */
export function frame(stream: Stream, text: string): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream === 'stdout' ? 1 : 2;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** The `n`th stamp of a log, as the engine writes it. */
export function stamp(n: number): string {
  return `2026-01-01T00:00:00.${String(n).padStart(9, '0')}Z`;
}
