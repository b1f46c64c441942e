import type { AccessLine } from './access-line.ts';
import { ascii, isDigit } from './bytes.ts';
import { methodOf } from './http-methods.ts';
import { type MemberVisitor, visitMembers } from './json-object.ts';
import { skipDecimal, toDecimal, toldMilliseconds } from './numbers.ts';
import { startsWith } from './scan.ts';

/** The keys under which a program logs a request as a JSON object, and the milliseconds of one unit of its times. */
export interface AccessKeys {
  readonly method: string;
  /** The object within which the method is, where it is not in the outer one. */
  readonly nestedIn?: string;
  readonly status: string;
  readonly bytes: string;
  readonly duration: string;
  readonly upstream?: string;
  readonly unit: number;
}

/** Fills `line` from the JSON object at `start`; false where it has no status, and so is no request. */
export type AccessObjectReader = (buffer: Buffer, start: number, end: number, line: AccessLine) => boolean;

type Field = 'method' | 'nested' | 'status' | 'bytes' | 'duration' | 'upstream';

/** Reads the requests of one program. */
export function createAccessObjectReader(keys: AccessKeys): AccessObjectReader {
  const fields = (
    [
      ['status', keys.status],
      ['method', keys.method],
      ['nested', keys.nestedIn],
      ['bytes', keys.bytes],
      ['duration', keys.duration],
      ['upstream', keys.upstream],
    ] as const
  ).flatMap(([field, key]): [Field, Buffer][] => (key === undefined ? [] : [[field, Buffer.from(key)]]));
  let request: AccessLine;
  let isRequest = false;

  const take = (field: Field, buffer: Buffer, start: number, end: number) => {
    const number = readNumber(buffer, start, end);
    if (field === 'method') request.method = methodOf(buffer, start + 1, end - 1);
    else if (field === 'nested') visitMembers(buffer, start, end, visit);
    else if (number === undefined) return;
    else if (field === 'status') {
      isRequest = true;
      request.status = number;
    } else if (field === 'bytes') request.bytes = number;
    else request[field] = toldMilliseconds(number * keys.unit);
  };
  const visit: MemberVisitor = (buffer, keyStart, keyEnd, start, end) => {
    for (const [field, key] of fields) {
      if (key.length !== keyEnd - keyStart || !startsWith(buffer, keyStart, keyEnd, key)) continue;
      take(field, buffer, start, end);
      break;
    }
    return false;
  };

  return (buffer, start, end, line) => {
    request = line;
    isRequest = false;
    line.bytes = 0;
    line.duration = undefined;
    line.upstream = undefined;
    return visitMembers(buffer, start, end, visit) && isRequest;
  };
}

/** A number that may stand within quotation marks. */
function readNumber(buffer: Buffer, start: number, end: number): number | undefined {
  const at = buffer[start] === ascii.quote ? start + 1 : start;
  return isDigit(buffer[at]) ? toDecimal(buffer, at, skipDecimal(buffer, at, end)) : undefined;
}
