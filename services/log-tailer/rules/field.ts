import type { RuleConfig } from '../../shared/config/sections/log-rules.ts';
import type { Expression } from './expressions/expression.ts';
import { compileJsonPath } from './json-path.ts';
import type { Field } from './rule.ts';

/** What a rule's `value` or tag is read from: a group if there is one of that name, else a path or a key. */
export function compileField(
  from: string,
  { json, logfmt }: Pick<RuleConfig, 'json' | 'logfmt'>,
  expression: Expression | undefined,
): Field {
  if (isGroup(from, expression) || (json === undefined && logfmt === undefined)) return (_, groups) => groups[from];
  if (logfmt !== undefined) return line => line.pair(from);
  const path = compileJsonPath(from);
  return line => {
    const { object } = line;
    return object === undefined ? undefined : path(object);
  };
}

/** Whether the expression has a group of that name. */
export const isGroup = (from: string, expression: Expression | undefined): boolean =>
  expression?.groups.includes(from) ?? false;
