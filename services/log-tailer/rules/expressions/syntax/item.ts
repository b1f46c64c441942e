import type { CharacterSet } from './character-set.ts';

/** Sequences of which one must match, the first that does. */
export type Alternatives = readonly (readonly Item[])[];

/** One part of an expression; behind it comes the next. */
export type Item = Repeated | Group | Place;

/** How often a part stands there. */
export interface Times {
  readonly least: number;
  /** Infinity where there is no bound. */
  readonly most: number;
  /** Whether as few as possible are tried first. */
  readonly lazy: boolean;
}

/** A character of a set, so many times. */
export interface Repeated extends Times {
  readonly kind: 'repeated';
  readonly set: CharacterSet;
}

/** What stands in brackets, so many times. */
export interface Group extends Times {
  readonly kind: 'group';
  readonly name: string | undefined;
  readonly alternatives: Alternatives;
}

/** A place in the text, of no length. */
export interface Place {
  readonly kind: 'place';
  readonly source: '^' | '$' | '\\b' | '\\B';
}
