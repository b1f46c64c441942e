import type { RuleConfig } from '../../shared/config/sections/log-rules.ts';
import { parseDecimal } from '../../shared/decimal.ts';
import { fixedText } from './condition.ts';
import { withoutRoot } from './json-path.ts';
import { requiredLiterals } from './literal.ts';

/** What programs write as it is, in JSON and logfmt alike: never behind a backslash. */
const unescaped = /^[\w .:@-]+$/;
/** Searching for more would take longer steps, but these are kept in bytes. */
const longest = 64;

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
    ...all.map(json === undefined ? ofPairKey : ofPath),
    ...conditions.map(([, condition]) => fixedText(condition)).filter(text => text !== undefined && !isNumber(text)),
  ].filter(text => text !== undefined && unescaped.test(text.replace(/["=]$/, '')));
  const candidates = texts.map(text => [text!.slice(0, longest)]);
  const ofMatch = match === undefined ? undefined : requiredLiterals(match);
  if (ofMatch) candidates.push([...ofMatch]);
  return candidates.reduce<readonly string[] | undefined>(
    (best, texts) => (best === undefined || shortest(texts) > shortest(best) ? texts : best),
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

const shortest = (texts: readonly string[]) => Math.min(...texts.map(text => text.length));
