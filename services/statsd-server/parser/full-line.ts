import type { Event } from '../../shared/event.ts';
import { atSign, capitalT, colon, endOf, hashSign, indexOfByte, minus, pipe, plus } from './bytes.ts';
import { parseEvent } from './event-line.ts';
import { hashBytes, hashStart } from './hash.ts';
import { type BadReason, type LineReceiver, type MetricLine, noTimestamp } from './metric-line.ts';
import { parseNumber } from './number.ts';
import { parseServiceCheck } from './service-check-line.ts';
import { setCode, typeCodeOf } from './type-code.ts';

const eventStart = Buffer.from('_e{');
const serviceCheckStart = Buffer.from('_sc|');

/** One of the values of a line. */
interface Value {
  readonly start: number;
  readonly end: number;
  readonly type: number;
  /** NaN of a member of a set, and of what is none of its type. */
  readonly number: number;
  rate: number;
}

/** What reading a line takes. */
export interface FullLineOptions {
  /** Filled anew for each value. */
  readonly line: MetricLine;
  readonly receiver: LineReceiver<Event>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether the container's id behind `c:` is to be part of the tags' bytes. */
  readonly keepOrigin: () => boolean;
}

/** Hands on what is in the line [start, end), or says why nothing of it can be. */
export type FullLine = (buffer: Buffer, start: number, end: number) => BadReason | undefined;

/**
 * Reads the whole grammar: `name:value|type`, more values before the type (`name:1:2:3|ms`, DogStatsD v1.1), more pairs
 * of value and type (`name:1|c:2|ms|@0.1`, statsd), each with its own rate; tags, timestamp and origin wherever they stand
 * are those of the whole line. It is taken whole or not at all.
 */
export function createFullLine({ line, receiver, now, keepOrigin }: FullLineOptions): FullLine {
  const values: Value[] = [];

  /** From behind the name: fills `values` and the line's fields. */
  function readSections(buffer: Buffer, start: number, end: number): BadReason | undefined {
    for (let at = start; ; ) {
      const valuesEnd = indexOfByte(buffer, pipe, at, end);
      if (valuesEnd < 0) return 'type';
      const typeEnd = unitEnd(buffer, valuesEnd + 1, end);
      const type = typeCodeOf(buffer, valuesEnd + 1, typeEnd);
      if (type < 0) return 'type';
      const first = values.length;
      splitValues(buffer, at, valuesEnd, type);
      let rate = 1;
      let next = typeEnd;
      while (next < end && buffer[next] === pipe) {
        const fieldStart = next + 1;
        const mark = buffer[fieldStart];
        if (fieldStart < end && mark === atSign) {
          next = unitEnd(buffer, fieldStart, end);
          rate = parseNumber(buffer, fieldStart + 1, next);
          if (!(rate > 0 && rate <= 1)) return 'rate';
        } else {
          next = endOf(buffer, pipe, fieldStart, end);
          const reason = readField(buffer, fieldStart, next);
          if (reason) return reason;
        }
      }
      // Of several rates the last one holds; set once, since a line has room for thousands of values and of rates.
      if (rate !== 1) for (let index = first; index < values.length; index++) values[index]!.rate = rate;
      if (next >= end) return undefined;
      at = next + 1; // behind the colon that begins another value
    }
  }

  function splitValues(buffer: Buffer, start: number, end: number, type: number): void {
    if (type === setCode) {
      values.push({ start, end, type, number: Number.NaN, rate: 1 }); // a member may hold colons
      return;
    }
    for (let at = start; at <= end; ) {
      const valueEnd = endOf(buffer, colon, at, end);
      values.push({ start: at, end: valueEnd, type, number: parseNumber(buffer, at, valueEnd), rate: 1 });
      at = valueEnd + 1;
    }
  }

  function readField(buffer: Buffer, start: number, end: number): BadReason | undefined {
    const mark = start < end ? buffer[start] : undefined;
    if (mark === hashSign) {
      line.tagsStart = start + 1;
      line.tagsEnd = end;
    } else if (mark === capitalT) {
      line.timestamp = parseNumber(buffer, start + 1, end);
      if (!(Number.isSafeInteger(line.timestamp) && line.timestamp >= 0)) return 'timestamp';
    } else {
      const name = buffer.toString('latin1', start, Math.min(end, start + 5));
      if (name.startsWith('c:')) {
        if (keepOrigin()) noteOrigin(start, end);
      } else if (!(name.startsWith('e:') || name.startsWith('card:'))) return 'field';
    }
    return undefined;
  }

  /** DogStatsD clients send it right behind the tags: so both are one range of bytes, by which the series is found. */
  function noteOrigin(start: number, end: number): void {
    if (line.tagsEnd === line.tagsStart) line.tagsStart = start - 1;
    else if (line.tagsEnd !== start - 1) return;
    line.tagsEnd = end;
  }

  function hand({ start, end, type, number, rate }: Value): void {
    line.type = type;
    line.rate = rate;
    line.valueStart = start;
    line.valueEnd = end;
    const first = line.buffer[start];
    line.signed = first === minus || first === plus;
    line.value = number;
    receiver.metric(line);
  }

  return (buffer, start, end) => {
    if (startsWith(buffer, eventStart, start, end)) {
      const event = parseEvent(buffer.subarray(start, end), now());
      if (event) receiver.event(event);
      return event ? undefined : 'event';
    }
    if (startsWith(buffer, serviceCheckStart, start, end)) {
      const check = parseServiceCheck(buffer.subarray(start, end), now());
      if (check) receiver.event(check);
      return check ? undefined : 'service_check';
    }
    const nameEnd = indexOfByte(buffer, colon, start, end);
    if (nameEnd < 0) return 'no_value';
    if (nameEnd === start) return 'name';
    line.buffer = buffer;
    line.nameStart = start;
    line.end = end;
    line.nameEnd = nameEnd;
    line.tagsStart = line.tagsEnd = 0;
    line.timestamp = noTimestamp;
    values.length = 0;
    const reason = readSections(buffer, nameEnd + 1, end);
    if (reason) return reason;
    if (values.some(isNone)) return 'value';
    line.hash = hashBytes(hashBytes(hashStart, buffer, start, nameEnd), buffer, line.tagsStart, line.tagsEnd);
    values.forEach(hand);
    return undefined;
  };
}

/** Whether it is no value of its type: no number, or a member without text. */
const isNone = ({ start, end, type, number }: Value) => (type === setCode ? end === start : Number.isNaN(number));

/** Where a type or a rate ends: at a pipe, at a colon, at the end. */
function unitEnd(buffer: Buffer, start: number, end: number): number {
  return endOf(buffer, colon, start, endOf(buffer, pipe, start, end));
}

function startsWith(buffer: Buffer, prefix: Buffer, start: number, end: number): boolean {
  if (end - start < prefix.length) return false;
  for (let index = 0; index < prefix.length; index++) if (buffer[start + index] !== prefix[index]) return false;
  return true;
}
