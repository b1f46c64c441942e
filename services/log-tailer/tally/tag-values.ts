/** What stands for a value beyond the bound, spelled as OpenTelemetry spells it for methods. */
export const otherValue = '_OTHER';

const longest = 200;
const maxDistinct = 100;
/** Controls, and the marks that turn the direction of text around. */
const unprintable = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Fit for a tag: at most 200 characters, `_` for every control character. */
export function cleanTagValue(text: string): string {
  // Cut by UTF-16 units, the first half of a pair may be left over.
  const cut = text.length > longest ? text.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : text;
  return cut.replace(unprintable, '_');
}

/** Lets the first 100 different values through, and turns the rest into {@link otherValue}: series cannot grow without bound. */
export function createDistinctValues(): (value: string) => string {
  const known = new Set<string>();
  return value => {
    if (known.has(value)) return value;
    if (known.size >= maxDistinct) return otherValue;
    known.add(value);
    return value;
  };
}
