import { parseJson } from '../../shared/parse-json.ts';
import type { Stream } from './json-envelope.ts';

/** What one line of a json-file log holds. */
export interface ParsedRecord {
  readonly found: { readonly log: Buffer; readonly stream: Stream; readonly time: string } | undefined;
  /** Bytes of the line that are no record. */
  readonly damaged: number;
}

const head = Buffer.from('{"log":"');

/**
 * Parses a record of any shape that JSON allows (with `attrs`, or by other engines). After a crash half a record or
 * NULs may stand before a whole one on the same line: the last `{"log":"` begins it, as no text can hold raw quotes.
 */
export function parseRecord(buffer: Buffer, start: number, end: number): ParsedRecord {
  const line = buffer.subarray(start, end);
  const whole = recordOf(line);
  if (whole) return { found: whole, damaged: 0 };
  const last = line.lastIndexOf(head);
  const found = last > 0 ? recordOf(line.subarray(last)) : undefined;
  return { found, damaged: found ? last : line.length };
}

function recordOf(bytes: Buffer): ParsedRecord['found'] {
  const value = parseJson(bytes.toString());
  if (typeof value !== 'object' || value === null || !('log' in value) || typeof value.log !== 'string')
    return undefined;
  return {
    log: Buffer.from(value.log),
    stream: 'stream' in value && value.stream === 'stderr' ? 'stderr' : 'stdout',
    time: 'time' in value && typeof value.time === 'string' ? value.time : '',
  };
}
