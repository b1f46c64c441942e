import { type Groups, noGroups } from '../groups.ts';
import { classSource, onlyCharacter } from '../syntax/character-set.ts';
import type { Item } from '../syntax/item.ts';
import { costOf } from './cost.ts';
import { parseDirect } from './parse.ts';

/** An expression for the engine of JavaScript itself, which is many times as fast as one that never goes back. */
export interface DirectExpression {
  match(text: string): DirectMatch;
}

/** The groups of the first match; or that there is none, or that the text was not read, since that might take long. */
export type DirectMatch = Groups | 'no match' | 'too costly';

/** Steps that a text may cost at most: about a millisecond. */
const mostSteps = 4_000_000;

/**
 * The same expression for JavaScript's engine, where it is of a form of which is known how often that may go back;
 * undefined for any other. It is compiled from what was read of it, so that it means what RE2 takes it for.
 */
export function directExpression(source: string): DirectExpression | undefined {
  const alternatives = parseDirect(source);
  if (alternatives === undefined) return undefined;
  const { times, power } = costOf(alternatives);
  const pattern = new RegExp(alternatives.map(sourceOf).join('|'), 'u');
  const first = alternatives.length === 1 ? alternatives[0]![0] : undefined;
  const anchored = first?.kind === 'place' && first.source === '^';
  const begins = first?.kind === 'repeated' && first.least > 0 ? onlyCharacter(first.set) : undefined;
  return {
    match(text) {
      // Forth and back again over the text, for each way to go on, from each place where it may begin.
      const steps = 2 * (text.length + 1) * times * (text.length + 1) ** power;
      const places = Math.floor(mostSteps / steps);
      if (places === 0 || (!anchored && !beginsAtMost(places, begins, text))) return 'too costly';
      const found = pattern.exec(text);
      return found === null ? 'no match' : (found.groups ?? noGroups);
    },
  };
}

/** Whether there are no more places in a text at which a match may begin: where that character stands, or anywhere. */
function beginsAtMost(most: number, character: string | undefined, text: string): boolean {
  if (text.length < most) return true;
  if (character === undefined) return false;
  let places = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    places += 1;
    if (places > most) return false;
  }
  return true;
}

const sourceOf = (items: readonly Item[]): string => items.map(itemSource).join('');

function itemSource(item: Item): string {
  if (item.kind === 'place') return item.source;
  const lazy = item.lazy ? '?' : '';
  if (item.kind === 'repeated') return `${classSource(item.set)}${timesSource(item.least, item.most)}${lazy}`;
  const opening = item.name === undefined ? '(?:' : `(?<${item.name}>`;
  return `${opening}${item.alternatives.map(sourceOf).join('|')})${item.least === 0 ? `?${lazy}` : ''}`;
}

const timesSource = (least: number, most: number): string =>
  least === 1 && most === 1 ? '' : `{${least},${most === Infinity ? '' : most}}`;
