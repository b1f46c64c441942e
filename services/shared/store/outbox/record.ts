import { crc32 } from '../../checksum/crc32.ts';

/**
 * A file of the outbox is records one after the other: the payload's length in bytes and its CRC-32, both unsigned, of 32
 * bits and little-endian, then the payload: JSON in UTF-8. Each can be read without the others.
 */
export const headerLength = 8;

/** Bytes of a payload at most: what claims more is not ours. A line is far shorter, and so is what it becomes. */
export const longestPayload = 64 * 1024 * 1024;

/** Makes a record of this payload. */
export function frame(payload: string): Buffer {
  const length = Buffer.byteLength(payload);
  const record = Buffer.allocUnsafe(headerLength + length);
  record.write(payload, headerLength);
  record.writeUInt32LE(length, 0);
  record.writeUInt32LE(crc32(record.subarray(headerLength)), 4);
  return record;
}

/** Bytes of the record with this header; undefined when no record of ours can be so long. */
export function recordLength(header: Buffer): number | undefined {
  const length = header.readUInt32LE(0);
  return length > longestPayload ? undefined : headerLength + length;
}

/** What {@link frame} was given; undefined when the record is damaged. */
export function unframe(record: Buffer): string | undefined {
  const payload = record.subarray(headerLength);
  return payload.length === record.readUInt32LE(0) && crc32(payload) === record.readUInt32LE(4)
    ? payload.toString('utf8')
    : undefined;
}
