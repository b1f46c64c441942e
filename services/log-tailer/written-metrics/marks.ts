import { createByteSearch } from './byte-search.ts';

/** `#`, which every mark ends with. */
export const markSign = 0x23;

/** Whether a line may have a mark: nearly none has, and is looked at no more closely. */
export const hasMark = createByteSearch(['count#', 'sample#', 'measure#', 'statsd#']);

/** What stands behind a mark, up to white space, a control character, a quotation mark or a backslash. */
export interface Marked {
  readonly word: 'count' | 'sample' | 'measure' | 'statsd';
  readonly text: string;
}

/** A mark begins a word: not in `discount#5`, `/docs?count#5` or `statsd/statsd#424`. */
const mark = /(?<![\w.#/\\@&?%+-])(count|sample|measure|statsd)#([^\s"\\\p{Cc}]*)/gu;
/** What colours a terminal. */
const colour = /\p{Cc}\[[\d;]*m/gu;
/** Punctuation of the sentence around it, which no value of l2met ends with. */
const punctuation = new Set(",;)]}'.");

/** The marks of a text, in their order. */
export function* findMarks(text: string): Generator<Marked> {
  for (const [, word, behind = ''] of text.replace(colour, ' ').matchAll(mark)) {
    if (word === 'statsd') yield { word, text: behind };
    else yield { word: word as Marked['word'], text: withoutPunctuation(behind) };
  }
}

/** By hand: a regular expression with `$` would begin anew at each sign of a long row. */
function withoutPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && punctuation.has(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
