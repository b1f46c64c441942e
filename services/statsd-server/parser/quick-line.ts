import {
  atSign,
  capitalT,
  carriageReturn,
  colon,
  dot,
  hashSign,
  lineFeed,
  minus,
  pipe,
  plus,
  underscore,
  zero,
} from './bytes.ts';
import { hashByte, hashStart, joinHashes, secondStart } from './hash.ts';
import { type MetricLine, noTimestamp } from './metric-line.ts';
import { exactDigits, parseNumber, powersOfTen } from './number.ts';
import { setCode, timingCode, typeCodeOfByte } from './type-code.ts';

/** Further than any sample rate goes. */
const nothing = -1;

/**
 * Reads `name:number|type`, with `|@rate`, `|#tags` and `|Tseconds` behind it in any order, into `line`, in one pass that hashes on its way.
 * Returns where the line ends: at its line feed, or at `end`. What looks like anything else, good or bad, is left to
 * full-line.ts: -1.
 */
export function readQuickLine(line: MetricLine, buffer: Buffer, start: number, end: number): number {
  let first = hashStart;
  let second = secondStart;
  let index = start;
  let byte = buffer[index]!;
  if (byte === underscore || byte === colon) return nothing; // an event, a service check, or nameless
  for (;;) {
    if (byte === lineFeed) return nothing;
    first = hashByte(first, byte);
    index += 1;
    if (index >= end) return nothing;
    byte = buffer[index]!;
    if (byte === colon) break;
    if (byte === lineFeed) return nothing;
    second = hashByte(second, byte);
    index += 1;
    if (index >= end) return nothing;
    byte = buffer[index]!;
    if (byte === colon) break;
  }
  const nameEnd = index;
  let hash = joinHashes(first, second);

  index += 1;
  const valueStart = index;
  byte = buffer[index]!;
  const signed = byte === minus || byte === plus;
  const negative = byte === minus;
  if (signed) index += 1;
  const digitsStart = index;
  let digits = 0;
  let dotAt = -1;
  for (; index < end; index++) {
    byte = buffer[index]!;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (byte === dot && dotAt < 0) dotAt = index;
    else break;
  }
  const length = index - digitsStart;
  if (byte !== pipe || length === 0 || length > exactDigits || (length === 1 && dotAt >= 0)) return nothing;
  const valueEnd = index;

  const type = index + 1 < end ? typeCodeOfByte[buffer[index + 1]!]! : nothing;
  if (type < 0) return nothing;
  index += type === timingCode ? 3 : 2;
  if (index > end || (type === timingCode && buffer[index - 1] !== 0x73)) return nothing;

  let rate = 1;
  let timestamp = noTimestamp;
  let tagsStart = index;
  let tagsEnd = index;
  while (index < end) {
    byte = buffer[index]!;
    if (byte === lineFeed) break;
    if (byte !== pipe) return nothing;
    index += 1;
    const mark = index < end ? buffer[index] : nothing;
    index += 1;
    const sectionStart = index;
    if (mark === hashSign) {
      if (tagsEnd > tagsStart) return nothing;
      first = hash;
      second = secondStart;
      while (index < end) {
        byte = buffer[index]!;
        if (byte === pipe || byte === lineFeed) break;
        if (byte === carriageReturn) return nothing;
        first = hashByte(first, byte);
        index += 1;
        if (index >= end) break;
        byte = buffer[index]!;
        if (byte === pipe || byte === lineFeed) break;
        if (byte === carriageReturn) return nothing;
        second = hashByte(second, byte);
        index += 1;
      }
      if (index > sectionStart) hash = joinHashes(first, second);
      tagsStart = sectionStart;
      tagsEnd = index;
    } else if (mark === capitalT) {
      timestamp = 0;
      for (; index < end; index++) {
        const digit = buffer[index]! - zero;
        if (!(digit >= 0 && digit <= 9)) break;
        timestamp = timestamp * 10 + digit;
      }
      if (index === sectionStart || index - sectionStart > exactDigits) return nothing;
    } else if (mark === atSign) {
      while (index < end && buffer[index] !== pipe && buffer[index] !== lineFeed) index += 1;
      rate = parseNumber(buffer, sectionStart, index);
      if (!(rate > 0 && rate <= 1)) return nothing;
    } else return nothing;
  }

  const number = dotAt < 0 ? digits : digits / powersOfTen[valueEnd - dotAt - 1]!;
  line.buffer = buffer;
  line.nameStart = start;
  line.end = index;
  line.nameEnd = nameEnd;
  line.tagsStart = tagsStart;
  line.tagsEnd = tagsEnd;
  line.hash = hash;
  line.type = type;
  line.valueStart = valueStart;
  line.valueEnd = valueEnd;
  line.value = type === setCode ? Number.NaN : negative ? -number : number;
  line.signed = signed;
  line.rate = rate;
  line.timestamp = timestamp;
  return index;
}
