/** Signs of the protocol. */
export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const hashSign = 0x23;
export const plus = 0x2b;
export const minus = 0x2d;
export const dot = 0x2e;
export const zero = 0x30;
export const colon = 0x3a;
export const atSign = 0x40;
export const capitalT = 0x54;
export const underscore = 0x5f;
export const pipe = 0x7c;

/** Where `byte` is first in [start, end), or -1. Lines are short: a plain loop beats the call into Buffer.indexOf, which knows no end either. */
export function indexOfByte(buffer: Uint8Array, byte: number, start: number, end: number): number {
  for (let index = start; index < end; index++) if (buffer[index] === byte) return index;
  return -1;
}

/** The same, or `end`. */
export function endOf(buffer: Uint8Array, byte: number, start: number, end: number): number {
  const found = indexOfByte(buffer, byte, start, end);
  return found < 0 ? end : found;
}
