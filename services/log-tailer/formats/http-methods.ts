import { ascii } from './bytes.ts';
import { startsWith } from './scan.ts';

/** The methods that OpenTelemetry's `http.request.method` knows; any other is `_OTHER`. */
export const methods = [
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'CONNECT',
  'TRACE',
  '_OTHER',
] as const;

const methodBytes = methods.slice(0, -1).map(name => Buffer.from(name));

/** Index into {@link methods} of any other, and of none. */
export const otherMethod = methods.length - 1;

/** Index into {@link methods} of the one with which the request line at `at` begins. */
export function methodAt(buffer: Buffer, at: number): number {
  for (let index = 0; index < methodBytes.length; index++) {
    const bytes = methodBytes[index]!;
    let same = 0;
    while (same < bytes.length && buffer[at + same] === bytes[same]) same++;
    if (same === bytes.length && buffer[at + same] === ascii.space) return index;
  }
  return otherMethod;
}

/** Index into {@link methods} of the one that the bytes [start, end) are. */
export function methodOf(buffer: Buffer, start: number, end: number): number {
  const found = methodBytes.findIndex(bytes => bytes.length === end - start && startsWith(buffer, start, end, bytes));
  return found < 0 ? otherMethod : found;
}
