import { crc32 } from '../checksum/crc32.ts';

/**
 * A file of records has one after the other: the payload's length in bytes and its CRC-32, both unsigned, of 32 bits and
 * little-endian, then the payload. Each can be read without the others.
 */
export const headerLength = 8;

/** Bytes of a payload at most: what claims more is not ours. A line is far shorter, and so is what it becomes. */
export const longestPayload = 256 * 1024 * 1024;

/** Makes a record of this payload, a text being written in UTF-8; of several parts it is all of them. */
export function frame(...parts: readonly (string | Uint8Array)[]): Buffer {
  const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (length > longestPayload) throw new Error(`a record of ${length} bytes could not be read again`);
  const record = Buffer.allocUnsafe(headerLength + length);
  let at = headerLength;
  for (const part of parts) {
    if (typeof part === 'string') at += record.write(part, at);
    else {
      record.set(part, at);
      at += part.length;
    }
  }
  record.writeUInt32LE(length, 0);
  record.writeUInt32LE(crc32(record.subarray(headerLength)), 4);
  return record;
}

/** Bytes of the record with this header; undefined when no record of ours can be so long. */
export function recordLength(header: Buffer): number | undefined {
  const length = header.readUInt32LE(0);
  return length > longestPayload ? undefined : headerLength + length;
}

/** What {@link frame} was given, as a part of `record`; undefined when the record is damaged. */
export function unframe(record: Buffer): Buffer | undefined {
  const payload = record.subarray(headerLength);
  return payload.length === record.readUInt32LE(0) && crc32(payload) === record.readUInt32LE(4) ? payload : undefined;
}
