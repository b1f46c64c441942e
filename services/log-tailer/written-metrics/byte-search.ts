/** Whether one of some texts lies within the bytes [start, end). */
export type ByteSearch = (buffer: Buffer, start: number, end: number) => boolean;

/** Pairs of bytes are told apart by 12 bits: what two pairs share only makes a step shorter. */
const kinds = 4096;
const kindOf = (first: number, second: number) => ((first << 5) ^ second) & (kinds - 1);

/**
 * Searches for ASCII texts by the way of Wu and Manber: looks at the two bytes with which one of them would end, and from
 * them knows how far on the next one can end at the earliest, so that most bytes of a line are never looked at.
 * S. Wu, U. Manber, A fast algorithm for multi-pattern searching, 1994.
 */
export function createByteSearch(texts: readonly string[]): ByteSearch {
  const wanted = texts.map(text => Buffer.from(text));
  const shortest = Math.min(...wanted.map(text => text.length));
  if (shortest < 2) return searchEach(wanted);
  /** By the pair that lies where a text could end: how far away its end is then at least. */
  const steps = new Uint8Array(kinds).fill(Math.min(shortest - 1, 255));
  for (const text of wanted) {
    for (let before = Math.min(shortest - 2, 255); before >= 0; before--) {
      const last = text.length - 1 - before;
      const kind = kindOf(text[last - 1]!, text[last]!);
      steps[kind] = Math.min(steps[kind]!, before);
    }
  }
  return (buffer, start, end) => {
    for (let at = start + shortest - 1; at < end; ) {
      const step = steps[kindOf(buffer[at - 1]!, buffer[at]!)]!;
      if (step > 0) at += step;
      else {
        for (const text of wanted) if (endsAt(text, buffer, start, at + 1)) return true;
        at += 1;
      }
    }
    return false;
  };
}

/** Of a single byte nothing can be known before it is looked at. */
function searchEach(wanted: readonly Buffer[]): ByteSearch {
  const ends = new Uint8Array(256);
  for (const text of wanted) ends[text.at(-1)!] = 1;
  return (buffer, start, end) => {
    for (let at = start; at < end; at++) {
      if (ends[buffer[at]!] === 0) continue;
      for (const text of wanted) if (endsAt(text, buffer, start, at + 1)) return true;
    }
    return false;
  };
}

function endsAt(text: Buffer, buffer: Buffer, start: number, end: number): boolean {
  const from = end - text.length;
  if (from < start) return false;
  for (let index = 0; index < text.length; index++) if (buffer[from + index] !== text[index]) return false;
  return true;
}
