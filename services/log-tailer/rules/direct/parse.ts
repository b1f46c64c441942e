import { type CharacterSet, classes, not, one, range } from './character-set.ts';

/** A character of a set, so many times. */
export interface Repeated {
  readonly kind: 'repeated';
  readonly set: CharacterSet;
  readonly least: number;
  /** Infinity where there is no bound. */
  readonly most: number;
  readonly lazy: boolean;
}

/** What stands in brackets, once, or once at most. */
export interface Group {
  readonly kind: 'group';
  readonly name: string | undefined;
  readonly alternatives: readonly (readonly Item[])[];
  readonly optional: boolean;
  readonly lazy: boolean;
}

/** A place in the text, of no length. */
export interface Place {
  readonly kind: 'place';
  readonly source: '^' | '$' | '\\b' | '\\B';
}

/** One part of an expression; behind it comes the next. */
export type Item = Repeated | Group | Place;

const opening = /\((?:\?:|\?P?<([A-Za-z_]\w*)>)?(?!\?)/y;
const quantifier = /(?:([?*+])|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})(\??)/y;
const place = /\^|\$|\\[bB]/y;
const escapedClass = /\.|\\[dDwWsS]/y;
/** One character, as it is or escaped, outside of a class … */
const character = /\\([^\w\s])|\\([nrtfv])|([^\\^$.|?*+()[\]{}])/y;
const classOpening = /\[(?:(\^)|(?!\^))(?!\])/y;
/** … and within one. */
const classMember = /\\([^\w\s])|\\([nrtfv])|([^\\[\]])/y;
const classEscape = /\\[dDwWsS]/y;
const lastOfAscii = 0x7f;
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

/** What a parser throws when it meets something that it does not know. */
class Unknown extends Error {}

/**
 * Reads an expression in which only single characters are repeated; undefined for any other. Its syntax is that of
 * compileExpression, which has been asked first: it need not be checked again.
 */
export function parseDirect(source: string): readonly (readonly Item[])[] | undefined {
  try {
    return new Parser(source).whole();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function mayBeEmpty(item: Item): boolean {
  if (item.kind === 'repeated') return item.least === 0;
  return item.kind === 'place' || item.optional || item.alternatives.some(items => items.every(mayBeEmpty));
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): readonly (readonly Item[])[] {
    const found = this.#alternatives();
    if (this.#at < this.#source.length) throw new Unknown();
    return found;
  }

  #alternatives(): readonly (readonly Item[])[] {
    const found = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      found.push(this.#sequence());
    }
    return found;
  }

  #sequence(): readonly Item[] {
    const items: Item[] = [];
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')')
      items.push(this.#item());
    return items;
  }

  #item(): Item {
    const there = this.#take(place)?.[0];
    if (there !== undefined) {
      if (this.#take(quantifier)) throw new Unknown();
      return { kind: 'place', source: there as Place['source'] };
    }
    const group = this.#take(opening);
    if (!group) return { kind: 'repeated', set: this.#set(), ...this.#times() };
    const alternatives = this.#alternatives();
    if (this.#source[this.#at] !== ')') throw new Unknown();
    this.#at += 1;
    const { least, most, lazy } = this.#times();
    if (most !== 1) throw new Unknown();
    // Of an optional group that is empty the one engine says that it is there, and the other that it is not.
    if (least === 0 && alternatives.some(items => items.every(mayBeEmpty))) throw new Unknown();
    return { kind: 'group', name: group[1], alternatives, optional: least === 0, lazy };
  }

  #times(): Pick<Repeated, 'least' | 'most' | 'lazy'> {
    const found = this.#take(quantifier);
    if (!found) return { least: 1, most: 1, lazy: false };
    const [, sign, from, comma, to, question] = found;
    const lazy = question === '?';
    if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity, lazy };
    const least = Number(from);
    return { least, most: comma === undefined ? least : to === undefined ? Infinity : Number(to), lazy };
  }

  #set(): CharacterSet {
    const known = this.#take(escapedClass)?.[0];
    if (known !== undefined) return classes[known]!;
    const start = this.#take(classOpening);
    if (start) return this.#class(start[1] !== undefined);
    return one(this.#code(character));
  }

  #class(negated: boolean): CharacterSet {
    let set = 0n;
    while (this.#source[this.#at] !== ']') {
      const known = this.#take(classEscape)?.[0];
      if (known !== undefined) {
        set |= classes[known]!;
        // `\d-x` is read in two ways by two languages.
        if (this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']') throw new Unknown();
        continue;
      }
      const from = this.#code(classMember);
      const isRange = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']';
      if (isRange) this.#at += 1;
      const to = isRange ? this.#code(classMember) : from;
      if (to < from) throw new Unknown();
      set |= range(from, to);
    }
    this.#at += 1;
    return negated ? not(set) : set;
  }

  #code(pattern: RegExp): number {
    const found = this.#take(pattern);
    if (!found) throw new Unknown();
    const [, escaped, control, plain] = found;
    const code = control === undefined ? (escaped ?? plain)!.charCodeAt(0) : controls[control]!;
    if (code > lastOfAscii) throw new Unknown();
    return code;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}
