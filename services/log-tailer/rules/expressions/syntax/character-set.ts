/** A set of characters: a bit for each of ASCII, one for all others together, and {@link imprecise}. */
export type CharacterSet = bigint;

const ascii = 128;
/** The bit of all characters beyond ASCII. */
export const others: CharacterSet = 1n << BigInt(ascii);
const all: CharacterSet = (others << 1n) - 1n;
/** The bit of a set that may have more or fewer characters than it says: single ones beyond ASCII, `\x41`, `\p{L}`. */
export const imprecise: CharacterSet = others << 1n;

/** The set of one character of ASCII. */
export const one = (code: number): CharacterSet => 1n << BigInt(code);

/** Those from one character of ASCII to another. */
export const range = (from: number, to: number): CharacterSet => one(to + 1) - one(from);

/** All that are not in the set; of one that is imprecise another such. */
export const not = (set: CharacterSet): CharacterSet => all ^ set;

/** Whether the set has exactly the characters that it says. */
export const isPrecise = (set: CharacterSet) => (set & imprecise) === 0n;

/** Whether two sets have no character in common. */
export const areDisjoint = (a: CharacterSet, b: CharacterSet) => (a & b) === 0n;

const of = (characters: string) => [...characters].reduce((set, character) => set | one(character.charCodeAt(0)), 0n);
const digits = range(0x30, 0x39);
const words = digits | range(0x41, 0x5a) | range(0x61, 0x7a) | of('_');
const spaces = of('\t\n\f\r ');

/** What `.` and the escapes of classes stand for in RE2, which is ASCII alone, unlike JavaScript's `\s`. */
export const classes: Readonly<Record<string, CharacterSet>> = {
  '.': not(of('\n')),
  '\\d': digits,
  '\\D': not(digits),
  '\\w': words,
  '\\W': not(words),
  '\\s': spaces,
  '\\S': not(spaces),
};

/** The characters of a set of one, if it is one of ASCII. */
export function onlyCharacter(set: CharacterSet): string | undefined {
  const last = set.toString(2).length - 1;
  return last < ascii && set === one(last) ? String.fromCharCode(last) : undefined;
}

/** The set as a class of a regular expression of JavaScript with the flag `u`. */
export function classSource(set: CharacterSet): string {
  const has = (code: number) => (set & one(code)) !== 0n;
  let source = '';
  for (let code = 0; code < ascii; code++) {
    if (!has(code) || (code > 0 && has(code - 1))) continue;
    let last = code;
    while (last + 1 < ascii && has(last + 1)) last += 1;
    source += last === code ? hex(code) : `${hex(code)}-${hex(last)}`;
  }
  return `[${source}${(set & others) === 0n ? '' : '\\u{80}-\\u{10ffff}'}]`;
}

const hex = (code: number) => `\\x${code.toString(16).padStart(2, '0')}`;
