import picomatch from 'picomatch';
import type { Config } from '../../shared/config/schema.ts';
import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { compileExpression } from './expression.ts';
import { ownTags } from './own-tags.ts';
import type { Rule } from './rule.ts';

/** A rule as the configuration has it. */
export type RuleConfig = Config['logs']['rules'][number];

/**
 * Makes the rules of the configuration ready. A failure has one error for each fault, with its key, the value and
 * why: `logs.rules[2].match is "(a", refused: missing closing )`.
 */
export function compileRules(rules: readonly RuleConfig[]): Outcome<readonly Rule[], string[]> {
  const errors: string[] = [];
  const compiled = rules.map((rule, index) =>
    compileRule(rule, (key, value, why) =>
      errors.push(`logs.rules[${index}].${key} is ${quote(value)}, refused: ${why}`),
    ),
  );
  return errors.length > 0 ? failure(errors) : success(compiled.filter(rule => rule !== undefined));
}

type Refuse = (key: string, value: string, why: string) => void;

function compileRule({ match, source, metric, type, value, tags }: RuleConfig, refuse: Refuse): Rule | undefined {
  const expression = compileExpression(match);
  if (!expression.ok) {
    refuse('match', match, expression.reason);
    return undefined;
  }
  const missing = (group: string) => !expression.value.groups.includes(group) && 'match has no group of that name';
  const valueFault = value !== undefined && missing(value);
  if (value !== undefined && valueFault) refuse('value', value, valueFault);
  for (const [index, tag] of tags.entries()) {
    const fault =
      missing(tag) ||
      (ownTags.includes(tag) && 'every metric of a log may have a tag of that name: call the group something else') ||
      (tags.indexOf(tag) < index && 'is in the list twice');
    if (fault) refuse(`tags[${index}]`, tag, fault);
  }
  // Without extended globs a pattern becomes a regular expression that no path can stall.
  const matchesSource = source === undefined ? () => true : picomatch(source, { dot: true, noextglob: true });
  return { expression: expression.value, metric, type, value, tags, appliesTo: name => matchesSource(name) };
}
