/** The bytes that the formats look for. */
export const ascii = {
  tab: 0x09,
  escape: 0x1b,
  space: 0x20,
  quote: 0x22,
  openParenthesis: 0x28,
  closeParenthesis: 0x29,
  plus: 0x2b,
  comma: 0x2c,
  dash: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  pipe: 0x7c,
  closeBrace: 0x7d,
} as const;

/** The bit that is set in the ASCII letters of lower case only. */
export const lowerCase = 0x20;

const other = 0;
const letter = 1;
const wordPart = 2;
/** What each byte may be part of; those of UTF-8's longer characters are part of a word. */
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z]/.test(character)) return letter;
  return /[0-9_]/.test(character) || byte >= 0x80 ? wordPart : other;
});

/** Whether a byte is one of A to Z, in either case. */
export function isLetter(byte: number): boolean {
  return kinds[byte] === letter;
}

/** Whether a byte is a letter, a digit, an underscore, or beyond ASCII. */
export function isWordPart(byte: number): boolean {
  return kinds[byte] !== other;
}

/** Whether a byte (or what lies past the end) is one of 0 to 9. */
export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ascii.zero && byte <= ascii.nine;
}

/** Whether the bytes [start, end) are digits. */
export function areDigits(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isDigit(buffer[at])) return false;
  return true;
}

/** The number that the digits [start, end) write; 0 for none. */
export function toNumber(buffer: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + buffer[at]! - ascii.zero;
  return number;
}

/** Whether the ASCII text [start, end) is one of `names`, in whatever case. */
export function isOneOf(names: readonly Buffer[], buffer: Buffer, start: number, end: number): boolean {
  for (const name of names) if (name.length === end - start && equalsLetters(buffer, start, name)) return true;
  return false;
}

/** Whether the ASCII text `expected` lies at `start`, in whatever case. */
export function equalsLetters(buffer: Buffer, start: number, expected: Buffer): boolean {
  for (let index = 0; index < expected.length; index++) {
    if ((buffer[start + index]! | lowerCase) !== (expected[index]! | lowerCase)) return false;
  }
  return true;
}
