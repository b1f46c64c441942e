import { placeholder } from '../../shared/config/sections/name-pattern.ts';
import { ownedText } from '../../shared/owned-text.ts';
import { plainText } from '../parser/plain-text.ts';

/** Text with `$1`, `$2` … to be filled in: names and values as a rule has them. */
export type Template = (captures: readonly string[]) => string;

/** Compiles such a text. What comes out is trimmed, and has `_` for every control character. */
export function compileTemplate(text: string): Template {
  // Text and, at every second place, the number of a star.
  const pieces: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    pieces.push(text.slice(end, match.index), Number(match[1] ?? match[2]) - 1);
    end = match.index + match[0].length;
  }
  pieces.push(text.slice(end));
  const fill: Template = captures => {
    let filled = '';
    for (const piece of pieces) filled += typeof piece === 'string' ? piece : (captures[piece] ?? '');
    return ownedText(plainText(filled).trim());
  };
  // Most values are the same whatever the stars stand for, and then one string serves every series.
  const fixed = pieces.length === 1 ? fill([]) : undefined;
  return fixed === undefined ? fill : () => fixed;
}
