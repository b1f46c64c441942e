/** Whether one of some texts lies within the bytes [start, end). */
export type ByteSearch = (buffer: Buffer, start: number, end: number) => boolean;

/**
 * Searches for ASCII texts by Horspool's way: looks at the byte at which one of them would end, and from it knows how far
 * on the next one can end at the earliest, so that most bytes of a line are never looked at.
 * R. N. Horspool, Practical fast searching in strings, 1980.
 */
export function createByteSearch(texts: readonly string[]): ByteSearch {
  const wanted = texts.map(text => Buffer.from(text));
  const shortest = Math.min(...texts.map(text => text.length));
  /** By byte: how far a text's end is away when that byte lies where one could end. */
  const steps = new Uint8Array(256).fill(shortest);
  for (const text of wanted) {
    for (let before = shortest - 1; before > 0; before--) {
      const byte = text[text.length - 1 - before]!;
      steps[byte] = Math.min(steps[byte]!, before);
    }
  }
  const ends = new Uint8Array(256);
  for (const text of wanted) ends[text.at(-1)!] = 1;
  // One look for what most bytes are: not the end of a text.
  const quickSteps = steps.map((step, byte) => (ends[byte] ? 0 : step));
  return (buffer, start, end) => {
    for (let at = start + shortest - 1; at < end; ) {
      const byte = buffer[at]!;
      const step = quickSteps[byte]!;
      if (step === 0) {
        for (const text of wanted) if (endsAt(text, buffer, start, at + 1)) return true;
        at += steps[byte]!;
      } else at += step;
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
