import { ascii } from './bytes.ts';

/**
 * Told of a member of an object: the key is the bytes [keyStart, keyEnd) between its quotation marks, the value the
 * bytes [start, end), quotation marks included. Returns true to see no further member.
 */
export type MemberVisitor = (buffer: Buffer, keyStart: number, keyEnd: number, start: number, end: number) => boolean;

/**
 * Shows the members of the JSON object that begins at `start`, those of objects within it left out, until `visit`
 * says that it has seen enough. Returns whether the object was well formed as far as it was read, which is checked no
 * more closely than it takes to find its members. Unlike JSON.parse it makes nothing, and need not read to the end.
 */
export function visitMembers(buffer: Buffer, start: number, end: number, visit: MemberVisitor): boolean {
  if (buffer[start] !== ascii.openBrace) return false;
  let at = skipSpace(buffer, start + 1, end);
  while (at < end && buffer[at] === ascii.quote) {
    const keyStart = at + 1;
    const afterKey = skipString(buffer, at, end);
    const colon = skipSpace(buffer, afterKey, end);
    if (colon >= end || buffer[colon] !== ascii.colon) return false;
    const value = skipSpace(buffer, colon + 1, end);
    const afterValue = skipValue(buffer, value, end);
    if (afterValue <= value || afterValue > end) return false;
    if (visit(buffer, keyStart, afterKey - 1, value, afterValue)) return true;
    at = skipSpace(buffer, afterValue, end);
    if (at >= end || buffer[at] !== ascii.comma) break;
    at = skipSpace(buffer, at + 1, end);
  }
  return at < end && buffer[at] === ascii.closeBrace;
}

function skipSpace(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at]! <= ascii.space) at++;
  return at;
}

/** What follows the string at `start`; beyond `end` when the string does not end. */
function skipString(buffer: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end && buffer[at] !== ascii.quote) at += buffer[at] === ascii.backslash ? 2 : 1;
  return at + 1;
}

function skipValue(buffer: Buffer, start: number, end: number): number {
  if (buffer[start] === ascii.quote) return skipString(buffer, start, end);
  let depth = 0;
  let at = start;
  while (at < end) {
    const byte = buffer[at]!;
    if (byte === ascii.openBrace || byte === ascii.openBracket) depth++;
    else if (byte === ascii.closeBrace || byte === ascii.closeBracket) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (byte === ascii.comma || byte <= ascii.space)) return at;
    at = byte === ascii.quote ? skipString(buffer, at, end) : at + 1;
  }
  return end + 1;
}
