import { type ViewedBytes, viewed } from './viewed-bytes.ts';

const backslash = 92;
const replacement = 0xfffd;

/** What a one-letter escape stands for; 0 where there is no such escape. */
const simple = new Uint8Array(256);
const letters = '"\\/bfnrt';
for (let index = 0; index < letters.length; index++)
  simple[letters.charCodeAt(index)] = '"\\/\b\f\n\r\t'.charCodeAt(index);

/** Turns JSON strings into what they stand for, in memory of its own. */
export class JsonUnescaper {
  #unescaped = viewed(Buffer.alloc(0));

  /** What was unescaped last, from its beginning on. */
  get bytes(): Buffer {
    return this.#unescaped.bytes;
  }

  /**
   * Unescapes the contents [start, end) of a string (RFC 8259, without its quotes) to `bytes`, as UTF-8. Returns the
   * length, or -1 for an escape that JSON does not know. A lone surrogate becomes U+FFFD.
   */
  unescape(source: ViewedBytes, start: number, end: number): number {
    // Nothing is longer than what stands for it.
    if (this.bytes.length < end - start) this.#unescaped = viewed(Buffer.allocUnsafeSlow(end - start));
    return unescapeInto(source, start, end, this.#unescaped);
  }
}

/** A backslash in each byte of a number. */
const backslashes = 0x5c5c5c5c;

function unescapeInto({ bytes: source, view: sourceView }: ViewedBytes, start: number, end: number, into: ViewedBytes) {
  const { bytes: target, view: targetView } = into;
  let from = start;
  let to = 0;
  while (from < end) {
    // By hand, since between two escapes there is too little text to be worth a call, but four bytes at a time.
    let found = 0;
    for (; from + 4 <= end; from += 4, to += 4) {
      const bytes = sourceView.getInt32(from, true);
      targetView.setInt32(to, bytes, true);
      const different = bytes ^ backslashes;
      // The lowest bit of this is that of the first byte that is a backslash, and so does not differ; 0 for none.
      found = (different - 0x01010101) & ~different & 0x80808080;
      if (found !== 0) break;
    }
    if (found !== 0) {
      const before = (31 - Math.clz32(found & -found)) >> 3;
      from += before;
      to += before;
    } else {
      for (; from < end && source[from] !== backslash; from += 1, to += 1) target[to] = source[from]!;
      if (from === end) return to;
    }
    const letter = from + 1 < end ? simple[source[from + 1]!]! : 0;
    if (letter !== 0) {
      target[to++] = letter;
      from += 2;
      continue;
    }
    const unit = codeUnit(source, from, end);
    if (unit < 0) return -1;
    from += 6;
    const low = isHigh(unit) ? codeUnit(source, from, end) : -1;
    if (isLow(low)) {
      to = writeUtf8(target, to, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
      from += 6;
    } else {
      to = writeUtf8(target, to, isHigh(unit) || isLow(unit) ? replacement : unit);
    }
  }
  return to;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** The code unit of the escape `\uXXXX` at `at`, or -1 where there is none. */
function codeUnit(source: Buffer, at: number, end: number): number {
  if (at + 6 > end || source[at] !== backslash || source[at + 1] !== 117) return -1;
  let unit = 0;
  for (let index = at + 2; index < at + 6; index++) {
    const digit = hexDigit(source[index]!);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function writeUtf8(target: Buffer, at: number, point: number): number {
  let to = at;
  if (point < 0x80) {
    target[to++] = point;
  } else if (point < 0x800) {
    target[to++] = 0xc0 | (point >> 6);
    target[to++] = 0x80 | (point & 63);
  } else if (point < 0x10000) {
    target[to++] = 0xe0 | (point >> 12);
    target[to++] = 0x80 | ((point >> 6) & 63);
    target[to++] = 0x80 | (point & 63);
  } else {
    target[to++] = 0xf0 | (point >> 18);
    target[to++] = 0x80 | ((point >> 12) & 63);
    target[to++] = 0x80 | ((point >> 6) & 63);
    target[to++] = 0x80 | (point & 63);
  }
  return to;
}
