import { startsWith } from './scan.ts';

/** What the first of the phrases in [start, end) stands for; undefined where there is none. */
export type PhraseFinder<Meaning> = (buffer: Buffer, start: number, end: number) => Meaning | undefined;

/** Behind this no phrase is looked for. */
const mostBytes = 1024;

/** Looks for fixed texts, upper and lower case as they are, all of them in one pass over the bytes. */
export function createPhraseFinder<Meaning>(
  phrases: readonly (readonly [text: string, meaning: Meaning])[],
): PhraseFinder<Meaning> {
  const byFirst: { bytes: Buffer; meaning: Meaning }[][] = Array.from({ length: 256 }, () => []);
  for (const [text, meaning] of phrases) {
    const bytes = Buffer.from(text);
    byFirst[bytes[0]!]!.push({ bytes, meaning });
  }
  return (buffer, start, end) => {
    const stop = Math.min(end, start + mostBytes);
    for (let at = start; at < stop; at++) {
      for (const { bytes, meaning } of byFirst[buffer[at]!]!) if (startsWith(buffer, at, end, bytes)) return meaning;
    }
    return undefined;
  };
}
