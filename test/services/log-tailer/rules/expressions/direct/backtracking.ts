import { classSource } from '../../../../../../services/log-tailer/rules/expressions/syntax/character-set.ts';
import type {
  Alternatives,
  Item,
  Repeated,
} from '../../../../../../services/log-tailer/rules/expressions/syntax/item.ts';

/**
 * The characters that the simplest engine that goes back looks at, until it finds a match or has tried all places, each
 * expression from left to right: what JavaScript's own does at most.
 */
export function stepsOf(alternatives: Alternatives, text: string): { steps: number; found: boolean } {
  const characters = [...text];
  let steps = 0;
  const isWord = (at: number) => /\w/.test(characters[at] ?? ' ');
  const fits = (item: Repeated, at: number) => {
    steps += 1;
    return at < characters.length && patternOf(item).test(characters[at]!);
  };
  const sequence = (items: readonly Item[], at: number, then: (at: number) => boolean): boolean => {
    const [item, ...rest] = items;
    if (item === undefined) return then(at);
    const onwards = (next: number) => sequence(rest, next, then);
    if (item.kind === 'repeated') return repeated(item, at, onwards);
    if (item.kind === 'group') {
      const inner = () => item.alternatives.some(alternative => sequence(alternative, at, onwards));
      if (item.least > 0) return inner();
      return item.lazy ? onwards(at) || inner() : inner() || onwards(at);
    }
    steps += 1;
    if (item.source === '^') return at === 0 && onwards(at);
    if (item.source === '$') return at === characters.length && onwards(at);
    return (isWord(at - 1) !== isWord(at)) === (item.source === '\\b') && onwards(at);
  };
  const repeated = (item: Repeated, at: number, then: (at: number) => boolean): boolean => {
    let end = at;
    if (item.lazy) {
      for (let count = 0; count <= item.most; count++, end++) {
        if (count >= item.least && then(end)) return true;
        if (!fits(item, end)) return false;
      }
      return false;
    }
    while (end - at < item.most && fits(item, end)) end += 1;
    for (; end - at >= item.least; end--) if (then(end)) return true;
    return false;
  };
  for (let start = 0; start <= characters.length; start++)
    if (alternatives.some(items => sequence(items, start, () => true))) return { steps, found: true };
  return { steps, found: false };
}

const patterns = new Map<bigint, RegExp>();

function patternOf({ set }: Repeated): RegExp {
  const pattern = patterns.get(set) ?? new RegExp(`^${classSource(set)}$`, 'u');
  patterns.set(set, pattern);
  return pattern;
}
