import zlib from 'node:zlib';

/** CRC-32 of ISO 3309, as gzip and PNG have it. */
export const crc32: (bytes: Uint8Array) => number =
  // Node has one from 20.15 on; ours is some ten times slower.
  typeof zlib.crc32 === 'function' ? bytes => zlib.crc32(bytes) : crc32ByTable;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

/** The same, in TypeScript. */
export function crc32ByTable(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) remainder = table[(remainder ^ bytes[at]!) & 0xff]! ^ (remainder >>> 8);
  return (remainder ^ 0xffffffff) >>> 0;
}
