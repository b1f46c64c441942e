import type { RuleConfig } from '../../shared/config/sections/log-rules.ts';
import { parseDecimal } from '../../shared/decimal.ts';
import { fixedText } from './condition.ts';
import { longestLiteral, requiredLiterals, strength } from './expressions/literal.ts';
import { withoutRoot } from './json-path.ts';

/** What programs write as it is, in JSON and logfmt alike: never behind a backslash. */
const unescaped = /^[\w .:@-]+$/;

/**
 * The texts of which every line that the rule matches contains one, to be looked for before anything is decoded: of
 * its expression, its keys, and what these must hold, the longest. Undefined when none can be told.
 */
export function literalsOf({ match, json, logfmt, value }: RuleConfig): readonly string[] | undefined {
  const conditions = Object.entries(json ?? logfmt ?? {});
  const keys = conditions.map(([key]) => key);
  // A value that is a group of the expression is no key.
  const all = value !== undefined && match === undefined ? [...keys, value] : keys;
  const texts = [
    ...all.flatMap(key => (json === undefined ? ofPairKey(key) : ofPath(key)) ?? []),
    ...conditions.flatMap(([, condition]) => fixedText(condition) ?? []).filter(text => !isNumber(text)),
  ].filter(text => unescaped.test(text.replace(/["=]$/, '')));
  const ofMatch = match === undefined ? undefined : requiredLiterals(match);
  return [...texts.map(text => [text.slice(0, longestLiteral)]), ofMatch].reduce<readonly string[] | undefined>(
    (best, candidate) => (strength(candidate) > strength(best) ? candidate : best),
    undefined,
  );
}

/** The last key of a path, with the quotation mark behind it; indexes and lengths of lists are not written. */
function ofPath(path: string): string | undefined {
  const last = withoutRoot(path).split('.').at(-1) ?? '';
  return last === '' || last === 'length' || /^\d+$/.test(last) ? undefined : `${last}"`;
}

const ofPairKey = (key: string) => `${key}=`;

/** 500 may be written as 5e2. */
const isNumber = (text: string) => parseDecimal(text) !== undefined;
