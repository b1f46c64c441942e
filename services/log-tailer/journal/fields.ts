import { startsWith } from '../formats/scan.ts';

/** A field of an entry that is looked at, MESSAGE apart. */
export interface Field {
  readonly name: (typeof names)[number];
  readonly value: string;
}

const names = [
  'PRIORITY',
  '_SYSTEMD_UNIT',
  'SYSLOG_IDENTIFIER',
  '_TRANSPORT',
  '_COMM',
  'CONTAINER_ID_FULL',
  'CONTAINER_NAME',
] as const;
const wanted = names.map(name => ({ name, prefix: Buffer.from(`${name}=`) }));
const message = Buffer.from('MESSAGE=');
const startsName = new Set([...names, 'MESSAGE'].map(name => name.charCodeAt(0)));

/** Values are cut to this, bytes. */
const longestValue = 256;

/** Bytes of a payload from which {@link parseField} tells what it is: the longest name, and its value. */
export const fieldBytes = 20 + longestValue;

/** Bytes of `MESSAGE=`. */
export const messagePrefix = message.length;

/** What the payload [start, end), or its first {@link fieldBytes}, says: one of the fields, a message, or nothing that is wanted. */
export function parseField(bytes: Buffer, start: number, end: number): Field | 'message' | undefined {
  if (start >= end || !startsName.has(bytes[start]!)) return undefined;
  if (startsWith(bytes, start, end, message)) return 'message';
  for (const { name, prefix } of wanted) {
    if (!startsWith(bytes, start, end, prefix)) continue;
    const value = start + prefix.length;
    return { name, value: bytes.toString('utf8', value, Math.min(end, value + longestValue)) };
  }
  return undefined;
}
