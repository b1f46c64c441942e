import { parseJson } from '../parse-json.ts';
import type { RecordParts } from './record-log.ts';

const lineFeed = 10;

/** The parts of a record that says `head` as JSON, in a line of its own, before what else it holds. */
export const headedRecord = (head: object, ...body: RecordParts): RecordParts => [`${JSON.stringify(head)}\n`, ...body];

/** What {@link headedRecord} was given, the body in one piece; undefined where there is no such head. That it is of this type the record's checksum says. */
export function readHeadedRecord<Head>(payload: Buffer): { readonly head: Head; readonly body: Buffer } | undefined {
  const end = payload.indexOf(lineFeed);
  const head = parseJson(payload.toString('utf8', 0, Math.max(end, 0)));
  return head === undefined ? undefined : { head: head as Head, body: payload.subarray(end + 1) };
}
