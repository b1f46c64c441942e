import type { SourcePlan } from '../plan.ts';

/** The lines of a source, each with a number of its own from 1 on. */
export interface NumberedLines {
  /** How many were made. */
  readonly count: number;
  next(lines: number): string;
  /** As many as make exactly that many bytes, none if that is less than a line takes. */
  exactly(bytes: number): string;
}

/** Longest line of the usual ones, bytes. */
const longest = 160;
const filler = 'x'.repeat(longest);

/** Lines like `chaos rename b3 n12345 xxxxxxxx`, which the rules of stand.ts count. */
export function createNumberedLines({ name, blockLines }: Pick<SourcePlan, 'name' | 'blockLines'>): NumberedLines {
  let count = 0;
  const head = () => {
    count += 1;
    return `chaos ${name} b${Math.floor((count - 1) / blockLines)} n${count} `;
  };
  const line = () => `${head()}${filler.slice(0, (count * 7919) % 80)}\n`;
  return {
    get count() {
      return count;
    },
    next(lines) {
      let text = '';
      for (let made = 0; made < lines; made += 1) text += line();
      return text;
    },
    exactly(bytes) {
      if (bytes < longest) return '';
      let text = '';
      while (bytes - text.length >= 2 * longest) text += line();
      const last = head();
      return `${text}${last.padEnd(bytes - text.length - 1, 'x')}\n`;
    },
  };
}
