import { areDisjoint, type CharacterSet } from '../syntax/character-set.ts';
import type { Alternatives, Group, Item } from '../syntax/item.ts';

/** At most `times` × (characters of the text)^`power` steps. */
export interface Cost {
  readonly times: number;
  readonly power: number;
}

/** What a text must go on with at a place for what is left of the expression to match there. */
interface Rest {
  /** One of these characters … */
  readonly first: CharacterSet;
  /** … or nothing: it matches whatever comes. */
  readonly any: boolean;
}

interface Costly {
  readonly cost: Cost;
  readonly rest: Rest;
}

const once: Cost = { times: 1, power: 0 };
const product = (a: Cost, b: Cost): Cost => ({ times: a.times * b.times, power: a.power + b.power });

/**
 * How often an engine that goes back and tries again may have to try the rest of an expression at most, having begun at
 * one place of a text. A repetition is tried in one length only where what follows cannot begin with a character of it:
 * of `[^ ]+ ` each shorter one fails at its next character. Else it multiplies what follows. For what parseDirect read.
 */
export function costOf(alternatives: Alternatives): Cost {
  return ofAlternatives(alternatives, { first: 0n, any: true }).cost;
}

function ofAlternatives(alternatives: Alternatives, behind: Rest): Costly {
  const all = alternatives.map(items => ofSequence(items, behind));
  const rest = {
    first: all.reduce((first, { rest }) => first | rest.first, 0n),
    any: all.some(({ rest }) => rest.any),
  };
  // Of alternatives that begin differently only one comes into question.
  let seen = 0n;
  let apart = true;
  for (const { rest } of all) {
    apart &&= !rest.any && areDisjoint(seen, rest.first);
    seen |= rest.first;
  }
  const cost = {
    times: (apart ? 1 : all.length) * Math.max(...all.map(({ cost }) => cost.times)),
    power: Math.max(...all.map(({ cost }) => cost.power)),
  };
  return { cost, rest };
}

function ofSequence(items: readonly Item[], behind: Rest): Costly {
  return items.reduceRight<Costly>(
    (after, item) => {
      const { cost, rest } = ofItem(item, after.rest);
      return { cost: product(cost, after.cost), rest };
    },
    { cost: once, rest: behind },
  );
}

function ofItem(item: Item, after: Rest): Costly {
  if (item.kind === 'group') return ofGroup(item, after);
  if (item.kind === 'place') return { cost: once, rest: { first: item.source === '$' ? 0n : after.first, any: false } };
  const { set, least, most } = item;
  const rest = least > 0 ? { first: set, any: false } : { first: set | after.first, any: after.any };
  // The first length that is tried is the last one, too, where anything may follow.
  const isSettled = least === most || after.any || areDisjoint(set, after.first);
  if (isSettled) return { cost: once, rest };
  return { cost: most === Infinity ? { times: 1, power: 1 } : { times: most - least + 1, power: 0 }, rest };
}

function ofGroup({ alternatives, least }: Group, after: Rest): Costly {
  return ofAlternatives(least === 0 ? [...alternatives, []] : alternatives, after);
}
