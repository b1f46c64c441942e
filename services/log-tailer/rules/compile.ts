import { originOf } from '../../shared/config/rule-origin.ts';
import { tagSources } from '../../shared/config/sections/log-rule-check.ts';
import type { RuleConfig } from '../../shared/config/sections/log-rules.ts';
import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { compileSource } from '../source-glob.ts';
import { ownTags } from '../tally/own-tags.ts';
import { compileExpression, type Expression } from './expressions/expression.ts';
import { compileField } from './field.ts';
import { textBytes } from './line-view.ts';
import { compileMatcher } from './matcher.ts';
import { literalsOf } from './prefilter.ts';
import type { Rule } from './rule.ts';

/**
 * Makes the rules of the configuration ready. A failure has one error for each fault, with its key, the value and
 * why: `logs.rules[2].match is "(a", refused: missing closing )`. Expressions see `seen` bytes of a line.
 */
export function compileRules(rules: readonly RuleConfig[], seen = textBytes): Outcome<readonly Rule[], string[]> {
  const errors: string[] = [];
  const compiled = rules.map((rule, index) => {
    const key = keyInConfig(rule, index);
    const refuse: Refuse = (part, value, why) => errors.push(`${key}.${part} is ${quote(value)}, refused: ${why}`);
    return compileRule(rule, key, seen, refuse);
  });
  return errors.length > 0 ? failure(errors) : success(compiled.filter(rule => rule !== undefined));
}

/** A rule of a file of rules by that file, any other by its place in `logs.rules`. */
const keyInConfig = (rule: RuleConfig, index: number) => originOf(rule) ?? `logs.rules[${index}]`;

type Refuse = (key: string, value: string, why: string) => void;

function compileRule(config: RuleConfig, key: string, seen: number, refuse: Refuse): Rule | undefined {
  const expression = config.match === undefined ? success(undefined) : compileExpression(config.match);
  if (!expression.ok) {
    refuse('match', config.match ?? '', expression.reason);
    return undefined;
  }
  checkTags(config, expression.value, refuse);
  const { source, metric, type, unit, fixed_tags: fixedTags } = config;
  const field = (from: string) => compileField(from, config, expression.value);
  const value = config.value === undefined ? undefined : field(config.value);
  const tags = tagSources(config.tags).map(({ name, from }) => ({ name, field: field(from) }));
  return {
    id: `${seen} ${JSON.stringify(config)}`,
    key,
    name: config.name ?? metric ?? 'drop',
    condition: conditionOf(config),
    metric: metric === undefined || config.drop ? undefined : { metric, type, value, unit, tags, fixedTags },
    literals: literalsOf(config),
    size: expression.value?.size ?? 0,
    match: compileMatcher(config, expression.value, value, seen),
    appliesTo: source === undefined ? () => true : compileSource(source),
  };
}

function conditionOf({ match, json, logfmt }: RuleConfig): string {
  const map = json ?? logfmt;
  const keys = map && `${json ? 'json' : 'logfmt'} ${JSON.stringify(map)}`;
  return [match && `match ${match}`, keys].filter(Boolean).join(' and ');
}

function checkTags(config: RuleConfig, expression: Expression | undefined, refuse: Refuse): void {
  const groups = expression?.groups ?? [];
  const onlyGroups = config.json === undefined && config.logfmt === undefined;
  const missing = (from: string) => onlyGroups && !groups.includes(from) && 'match has no group of that name';
  const valueFault = config.value !== undefined && missing(config.value);
  if (config.value !== undefined && valueFault) refuse('value', config.value, valueFault);
  const sources = tagSources(config.tags);
  for (const [index, { name, from, path }] of sources.entries()) {
    const fault =
      missing(from) ||
      ownTagFault(name) ||
      (sources.findIndex(other => other.name === name) < index && 'is in the list twice');
    if (fault) refuse(typeof path[1] === 'number' ? `tags[${path[1]}]` : `tags.${path[1]}`, from, fault);
  }
  for (const [name, value] of Object.entries(config.fixed_tags)) {
    const fault = ownTagFault(name) || (sources.some(tag => tag.name === name) && 'is one of tags, too');
    if (fault) refuse(`fixed_tags.${name}`, value, fault);
  }
}

const ownTagFault = (name: string) =>
  ownTags.includes(name) && 'every metric of a log may have a tag of that name: call this one something else';
