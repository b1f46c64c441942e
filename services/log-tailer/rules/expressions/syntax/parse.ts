import { type CharacterSet, classes, imprecise, not, range } from './character-set.ts';
import type { Alternatives, Item, Place, Times } from './item.ts';

const opening = /\((?:\?:|\?P?<([A-Za-z_]\w*)>)?(?!\?)/y;
const quantifier = /(?:([?*+])|\{(\d+)(?:(,)(\d+)?)?\})(\??)/y;
const place = /\^|\$|\\[bB]/y;
const escapedClass = /\.|\\[dDwWsS]/y;
/** One character, as it is or escaped, outside of a class … */
const character = /\\([^\w\s])|\\([nrtfv])|([^\\^$.|?*+()[\]{}])/y;
/** A class that begins with a bracket is read in two ways by two languages. */
const classOpening = /\[(\^|(?!\^))(?!\])/y;
const escapedClassMember = /\\[dDwWsS]/y;
/** … and within one, where other escapes are passed over. */
const classMember = /\\([^\w\s])|\\([nrtfv])|([^\\[\]])|\\./sy;
const lastOfAscii = 0x7f;
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

/**
 * Reads the everyday syntax of compileExpression's expressions; undefined for one that has anything else in it, such as
 * flags, escapes by number or a repeated place. Of what is no expression, anything.
 */
export const parseExpression = (source: string): Alternatives | undefined => new Parser(source).whole();

/** Reads the expression once, from left to right. */
class Parser {
  readonly #source: string;
  #at = 0;
  #isUnderstood = true;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): Alternatives | undefined {
    const found = this.#alternatives();
    return this.#isUnderstood && this.#at === this.#source.length ? found : undefined;
  }

  #alternatives(): Alternatives {
    const found = [this.#sequence()];
    while (this.#skip('|')) found.push(this.#sequence());
    return found;
  }

  #sequence(): readonly Item[] {
    const items: Item[] = [];
    while (this.#at < this.#source.length && !this.#isNext('|') && !this.#isNext(')')) items.push(this.#item());
    return items;
  }

  #item(): Item {
    const there = this.#take(place);
    if (there) {
      if (this.#take(quantifier)) this.#giveUp();
      return { kind: 'place', source: there[0] as Place['source'] };
    }
    const group = this.#take(opening);
    if (!group) return { kind: 'repeated', set: this.#set(), ...this.#times() };
    const alternatives = this.#alternatives();
    if (!this.#skip(')')) this.#giveUp();
    return { kind: 'group', name: group[1], alternatives, ...this.#times() };
  }

  #times(): Times {
    const found = this.#take(quantifier);
    if (!found) return { least: 1, most: 1, lazy: false };
    const [, sign, from, comma, to, question] = found;
    const lazy = question === '?';
    if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity, lazy };
    const least = Number(from);
    return { least, most: comma === undefined ? least : to === undefined ? Infinity : Number(to), lazy };
  }

  #set(): CharacterSet {
    const known = this.#take(escapedClass);
    if (known) return classes[known[0]]!;
    const start = this.#take(classOpening);
    if (!start) return rangeOf(this.#code(character));
    const members = this.#members();
    return start[1] === '^' ? not(members) : members;
  }

  #members(): CharacterSet {
    let set = 0n;
    while (this.#isUnderstood && !this.#skip(']')) set |= this.#member();
    return set;
  }

  #member(): CharacterSet {
    const known = this.#take(escapedClassMember);
    // `\d-x` is read in two ways by two languages.
    if (known) return classes[known[0]]! | (this.#isRange() ? imprecise : 0n);
    const from = this.#code(classMember);
    if (!this.#isRange()) return rangeOf(from);
    this.#at += 1;
    return rangeOf(from, this.#code(classMember));
  }

  #isRange(): boolean {
    return this.#isNext('-') && this.#source[this.#at + 1] !== ']';
  }

  /** That of a character of ASCII; undefined for any other. */
  #code(pattern: RegExp): number | undefined {
    const found = this.#take(pattern);
    if (!found) this.#giveUp();
    const [, escaped, control, plain] = found ?? [];
    const code = control === undefined ? (escaped ?? plain)?.charCodeAt(0) : controls[control];
    return code !== undefined && code <= lastOfAscii ? code : undefined;
  }

  #isNext(text: string): boolean {
    return this.#source[this.#at] === text;
  }

  #skip(text: string): boolean {
    const isThere = this.#isNext(text);
    if (isThere) this.#at += 1;
    return isThere;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  /** What is not understood is not read on. */
  #giveUp(): void {
    this.#isUnderstood = false;
    this.#at = this.#source.length;
  }
}

function rangeOf(from: number | undefined, to = from): CharacterSet {
  return from !== undefined && to !== undefined && from <= to ? range(from, to) : imprecise;
}
