import type { Event } from '../../shared/event.ts';
import type { MetricType } from '../../shared/metric.ts';
import { parseEvent } from './event-line.ts';
import { type BadReason, type LineReceiver, type MetricLine, noTimestamp } from './metric-line.ts';
import { parseNumber } from './number.ts';

/** Turns packets into metrics. The full protocol and its speed live behind this. */
export interface Parser {
  /** The bytes [start, end) of `buffer` are whole lines; a last one needs no line feed. Returns how many were not empty. */
  parse(buffer: Buffer, start: number, end: number): number;
}

/** What a parser works with. */
export interface ParserOptions {
  readonly receiver: LineReceiver<Event>;
  /** A longer line is bad. Asked for at each line, since the configuration may change. */
  readonly maxLineBytes: () => number;
  /** Epoch milliseconds, for events without a date. */
  readonly now: () => number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
const pipe = 0x7c;
const at = 0x40;
const hash = 0x23;
const plus = 0x2b;
const minus = 0x2d;
const capitalT = 0x54;
const [c, d, g, h, m, s] = [0x63, 0x64, 0x67, 0x68, 0x6d, 0x73];
const eventStart = Buffer.from('_e{');
const serviceCheckStart = Buffer.from('_sc|');

/** A parser of `name:value|type|@rate|#tags|Tseconds` lines and of DogStatsD events. */
export function createParser({ receiver, maxLineBytes, now }: ParserOptions): Parser {
  const line: MetricLine = {
    buffer: Buffer.alloc(0),
    nameStart: 0,
    nameEnd: 0,
    tagsStart: 0,
    tagsEnd: 0,
    type: 'counter',
    valueStart: 0,
    valueEnd: 0,
    value: 0,
    signed: false,
    rate: 1,
    timestamp: noTimestamp,
  };

  /** Hands the line on, or says why it can't be. */
  function parseLine(buffer: Buffer, start: number, end: number): BadReason | undefined {
    if (end - start > maxLineBytes()) return 'too_long';
    const nameEnd = indexOf(buffer, colon, start, end);
    if (startsWith(buffer, eventStart, start, end)) return parseEventLine(buffer.subarray(start, end));
    if (startsWith(buffer, serviceCheckStart, start, end)) return 'service_check';
    if (nameEnd < 0) return 'no_value';
    if (nameEnd === start) return 'name';
    const valueEnd = indexOf(buffer, pipe, nameEnd + 1, end);
    if (valueEnd < 0) return 'type';
    const typeEnd = sectionEnd(buffer, valueEnd + 1, end);
    const type = typeOf(buffer, valueEnd + 1, typeEnd);
    if (type === undefined) return 'type';

    line.buffer = buffer;
    line.nameStart = start;
    line.nameEnd = nameEnd;
    line.type = type;
    line.valueStart = nameEnd + 1;
    line.valueEnd = valueEnd;
    line.signed = buffer[nameEnd + 1] === minus || buffer[nameEnd + 1] === plus;
    line.value = type === 'set' ? Number.NaN : parseNumber(buffer, nameEnd + 1, valueEnd);
    if (type === 'set' ? valueEnd === nameEnd + 1 : Number.isNaN(line.value)) return 'value';
    line.rate = 1;
    line.timestamp = noTimestamp;
    line.tagsStart = line.tagsEnd = typeEnd;
    for (let next = typeEnd; next < end; ) {
      const fieldStart = next + 1;
      next = sectionEnd(buffer, fieldStart, end);
      const mark = buffer[fieldStart];
      if (mark === at) {
        line.rate = parseNumber(buffer, fieldStart + 1, next);
        if (!(line.rate > 0 && line.rate <= 1)) return 'rate';
      } else if (mark === hash) {
        line.tagsStart = fieldStart + 1;
        line.tagsEnd = next;
      } else if (mark === capitalT) {
        line.timestamp = parseNumber(buffer, fieldStart + 1, next);
        if (!(Number.isSafeInteger(line.timestamp) && line.timestamp >= 0)) return 'timestamp';
      } else if (!isOriginField(buffer, fieldStart, next)) {
        return 'field';
      }
    }
    receiver.metric(line);
    return undefined;
  }

  function parseEventLine(bytes: Buffer): BadReason | undefined {
    const event = parseEvent(bytes, now());
    if (!event) return 'event';
    receiver.event(event);
    return undefined;
  }

  return {
    parse(buffer, start, end) {
      let lines = 0;
      for (let lineStart = start; lineStart < end; ) {
        let lineEnd = indexOf(buffer, lineFeed, lineStart, end);
        if (lineEnd < 0) lineEnd = end;
        const textEnd = buffer[lineEnd - 1] === carriageReturn && lineEnd > lineStart ? lineEnd - 1 : lineEnd;
        if (textEnd > lineStart) {
          lines += 1;
          const reason = parseLine(buffer, lineStart, textEnd);
          if (reason) receiver.bad(reason, buffer, lineStart, textEnd);
        }
        lineStart = lineEnd + 1;
      }
      return lines;
    },
  };
}

/** Lines are short: a plain loop beats the call into Buffer.indexOf, which knows no end either. */
function indexOf(buffer: Buffer, byte: number, start: number, end: number): number {
  for (let index = start; index < end; index++) if (buffer[index] === byte) return index;
  return -1;
}

function sectionEnd(buffer: Buffer, start: number, end: number): number {
  const found = indexOf(buffer, pipe, start, end);
  return found < 0 ? end : found;
}

function startsWith(buffer: Buffer, prefix: Buffer, start: number, end: number): boolean {
  if (end - start < prefix.length) return false;
  for (let index = 0; index < prefix.length; index++) if (buffer[start + index] !== prefix[index]) return false;
  return true;
}

function typeOf(buffer: Buffer, start: number, end: number): MetricType | undefined {
  const first = buffer[start];
  if (end - start === 2) return first === m && buffer[start + 1] === s ? 'timing' : undefined;
  if (end - start !== 1) return undefined;
  if (first === c) return 'counter';
  if (first === g) return 'gauge';
  if (first === h) return 'histogram';
  if (first === d) return 'distribution';
  if (first === s) return 'set';
  return undefined;
}

/** DogStatsD's `c:`, `e:` and `card:` say where a metric came from; they change nothing here. */
function isOriginField(buffer: Buffer, start: number, end: number): boolean {
  const name = buffer.toString('latin1', start, Math.min(end, start + 5));
  return name.startsWith('c:') || name.startsWith('e:') || name.startsWith('card:');
}
