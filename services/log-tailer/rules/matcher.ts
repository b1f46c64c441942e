import type { RuleConfig } from '../../shared/config/sections/log-rules.ts';
import { compileCondition } from './condition.ts';
import type { Expression } from './expressions/expression.ts';
import { noGroups } from './expressions/groups.ts';
import { compileField, isGroup } from './field.ts';
import type { Field, Rule } from './rule.ts';

/**
 * Whether a line is one of the rule's: its expression matches, its keys hold what they must, and of a JSON object or
 * pairs the value is there. What is cheap to tell is asked first. The expression sees `seen` bytes of a line.
 */
export function compileMatcher(
  config: RuleConfig,
  expression: Expression | undefined,
  value: Field | undefined,
  seen: number,
): Rule['match'] {
  const { json, logfmt } = config;
  const conditions = Object.entries(json ?? logfmt ?? {}).map(([from, wanted]) => ({
    field: compileField(from, config, undefined),
    fits: compileCondition(wanted),
  }));
  // Of an expression the group may be there and empty: that is a value which is none.
  const needed = (json ?? logfmt) !== undefined && !isGroup(config.value ?? '', expression) ? value : undefined;
  return line => {
    if (json !== undefined && line.object === undefined) return undefined;
    if (logfmt !== undefined && !line.hasPairs) return undefined;
    for (const { field, fits } of conditions) if (!fits(field(line, noGroups))) return undefined;
    const groups = expression === undefined ? noGroups : expression.match(line.text(seen));
    if (groups === undefined || (needed && needed(line, groups) === undefined)) return undefined;
    return groups;
  };
}
