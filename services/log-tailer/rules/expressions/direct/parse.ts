import { isPrecise } from '../syntax/character-set.ts';
import type { Alternatives, Item } from '../syntax/item.ts';
import { parseExpression } from '../syntax/parse.ts';

/**
 * Reads an expression of the form of which cost.ts knows the cost: only single characters are repeated, and groups
 * at most optional. Undefined for any other.
 */
export function parseDirect(source: string): Alternatives | undefined {
  const alternatives = parseExpression(source);
  return alternatives?.every(isDirect) ? alternatives : undefined;
}

const isDirect = (items: readonly Item[]): boolean => items.every(isDirectItem);

function isDirectItem(item: Item): boolean {
  if (item.kind === 'place') return true;
  if (item.kind === 'repeated') return isPrecise(item.set);
  // Of an optional group that is empty the one engine says that it is there, and the other that it is not.
  if (item.least === 0 && item.alternatives.some(areMaybeEmpty)) return false;
  return item.most === 1 && item.alternatives.every(isDirect);
}

const areMaybeEmpty = (items: readonly Item[]): boolean => items.every(isMaybeEmpty);

const isMaybeEmpty = (item: Item): boolean =>
  item.kind === 'place' || item.least === 0 || (item.kind === 'group' && item.alternatives.some(areMaybeEmpty));
