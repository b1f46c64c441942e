import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';
import { failure, type Outcome, success } from '../../../shared/outcome.ts';
import { directExpression } from './direct/direct.ts';
import { estimateSize } from './estimate-size.ts';
import { type Groups, noGroups } from './groups.ts';

/** A regular expression that takes time in proportion to the text, whatever the text is. */
export interface Expression {
  /** The names of its groups. */
  readonly groups: readonly string[];
  /** Instructions that it compiles to: what a character may cost. */
  readonly size: number;
  /** The groups of the first match in `text`; undefined when there is none. */
  match(text: string): Groups | undefined;
}

/**
 * Every character may cost a step for each instruction of the compiled expression. Everyday ones have fewer than 100
 * and take up to 30 ms for the worst line that a rule sees (line-view.ts); the worst one of this size takes 200 ms.
 */
const maxInstructions = 300;

/** To compile a larger one takes long, and memory: so it is refused before, by an estimate that may be some times too much. */
const maxEstimate = 3000;

/** A `\k` of which the backslash is not itself escaped: the engine would take it for the letter, and never match. */
const namedBackreference = /(?<!\\)(?:\\\\)*\\k/;
/** A `\Q` likewise, behind which the engine would take everything for letters. */
const quotation = /(?<!\\)(?:\\\\)*\\Q/;

/** The engine, which is loaded with the first expression: most hosts have no rule. */
const loadEngine = () => createRequire(import.meta.url)('re2js') as typeof import('re2js');

/**
 * Compiles a regular expression of JavaScript for RE2, which runs it as an automaton and never goes back in the text,
 * so that no line can stall it. What no automaton can do (lookahead, lookbehind, backreferences) is refused, as are
 * expressions that are too large, and those that match an empty text and so every line. `(?i)` at the beginning makes
 * it take upper and lower case alike. The engine of JavaScript is asked first where it cannot take long (direct.ts).
 */
export function compileExpression(source: string): Outcome<Expression> {
  const { RE2JS, RE2JSException } = loadEngine();
  if (namedBackreference.test(source)) return failure('backreferences (`\\k`) are not possible');
  if (quotation.test(source)) return failure('quotations (`\\Q`) are not possible');
  const estimate = estimateSize(source);
  if (estimate > maxEstimate) return failure(tooLarge(`about ${estimate}`));
  let engine: RE2JS;
  try {
    engine = RE2JS.compile(RE2JS.translateRegExp(source));
  } catch (error) {
    if (error instanceof RE2JSException) return failure(error.message.replace('error parsing regexp: ', ''));
    throw error;
  }
  const size = engine.programSize();
  if (size > maxInstructions) return failure(tooLarge(`${size}`));
  if (engine.test('')) return failure('matches the empty text, and so every line');
  const groups = Object.keys(engine.namedGroups());
  const direct = directExpression(source);
  return success({
    groups,
    size,
    match(text) {
      const found = direct?.match(text) ?? 'too costly';
      if (found !== 'too costly') return found === 'no match' ? undefined : found;
      // To tell that a line does not match is many times cheaper than to find where the groups of one that does lie.
      if (!engine.test(text)) return undefined;
      return groups.length === 0 ? noGroups : (engine.exec(text) as RegExpExecArray | null)?.groups;
    },
  });
}

const tooLarge = (size: string) =>
  `too large: it compiles to ${size} instructions, at most ${maxInstructions} are allowed`;
