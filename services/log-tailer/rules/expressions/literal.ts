import { onlyCharacter } from './syntax/character-set.ts';
import type { Alternatives, Item } from './syntax/item.ts';
import { parseExpression } from './syntax/parse.ts';

/** The beginning of a text is as good: the search takes steps of its length, which are kept in bytes. */
export const longestLiteral = 64;

/** More alternatives than this take as long to look for as the expression itself. */
const mostTexts = 16;
/** A shorter text is in nearly every line. */
const shortest = 2;

/** Of which a match contains one; undefined when none can be told. */
type Texts = readonly string[] | undefined;

/**
 * Texts of which every match of a regular expression contains one, the longer the better; undefined when none can be
 * told, such as of an expression that is not understood: a text too many costs time, one too few would lose lines. Only
 * ASCII, so that a text's characters are its bytes.
 */
export function requiredLiterals(source: string): Texts {
  const alternatives = parseExpression(source);
  return alternatives && ofAlternatives(alternatives)?.map(text => text.slice(0, longestLiteral));
}

/** A match contains a text of one of them. */
function ofAlternatives(alternatives: Alternatives): Texts {
  const all = alternatives.map(ofSequence);
  const texts = all.flatMap(texts => texts ?? []);
  return all.includes(undefined) || texts.length > mostTexts ? undefined : texts;
}

/** A match contains the texts of each part, and so of the best; characters that follow each other are one. */
function ofSequence(items: readonly Item[]): Texts {
  let best: Texts;
  let run = '';
  const offer = (texts: Texts) => {
    if (strength(texts) > strength(best)) best = texts;
  };
  const endRun = () => {
    if (run.length >= shortest) offer([run]);
    run = '';
  };
  for (const item of items) {
    const character = fixedCharacter(item);
    if (character === undefined) {
      endRun();
      if (item.kind === 'group' && item.least > 0) offer(ofAlternatives(item.alternatives));
      continue;
    }
    run += character;
    if (item.kind === 'repeated' && item.most === 1) continue;
    endRun();
    // Repeated, it stands before what follows, too.
    run = character;
  }
  endRun();
  return best;
}

/** The one character that the part is, at least once. */
const fixedCharacter = (item: Item): string | undefined =>
  item.kind === 'repeated' && item.least > 0 ? onlyCharacter(item.set) : undefined;

/** How much of a line some texts ask for: the length of the shortest, which is the one that most lines contain. */
export const strength = (texts: Texts): number =>
  texts === undefined || texts.length === 0 ? 0 : Math.min(...texts.map(text => text.length));
