import { parseDecimal } from '../../shared/decimal.ts';
import { quantityOf, readQuantity } from './quantity.ts';

/** What the configuration says a value must be. */
export type ConditionConfig = string | number | boolean | readonly (string | number | boolean)[];

/** Whether a value of a line is what it must be; undefined for one that is not there. */
export type Condition = (value: unknown) => boolean;

/** `>= 500`, `<1.5s` */
const comparison = /^(>=|<=|>|<)\s*(\S.*)$/;

/**
 * Text must be the same, but for a `*`, which stands for any text, and alone for anything that is there; behind `<`,
 * `<=`, `>` and `>=` stands a number to compare with, with its unit. Behind `=` text is meant as it is. Of a list one
 * must fit.
 */
export function compileCondition(config: ConditionConfig): Condition {
  if (typeof config === 'object') {
    const any = config.map(compileCondition);
    return value => any.some(fits => fits(value));
  }
  if (typeof config === 'number') return value => numberOf(value) === config;
  if (typeof config === 'boolean') return value => textOf(value) === String(config);
  if (config === '*') return value => value !== undefined && value !== null;
  const [, operator, limit] = comparison.exec(config) ?? [];
  const quantity = limit === undefined ? undefined : readQuantity(limit);
  if (operator !== undefined && quantity !== undefined) return compare(operator, quantity.value);
  if (config.startsWith('=')) return value => textOf(value) === config.slice(1);
  return config.includes('*') ? glob(config.split('*')) : value => textOf(value) === config;
}

/** Text of which every match must contain one, if that can be told: the longest part without a star. */
export function fixedText(config: ConditionConfig): string | undefined {
  if (typeof config !== 'string' || comparison.test(config)) return undefined;
  if (config.startsWith('=')) return config.slice(1);
  return config.split('*').reduce((best, part) => (part.length > best.length ? part : best));
}

/** What a value says, as text; undefined for objects, lists and what is not there. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseDecimal(value) : undefined;
}

function compare(operator: string, limit: number): Condition {
  return value => {
    const number = quantityOf(value)?.value;
    if (number === undefined) return false;
    if (operator === '>=') return number >= limit;
    if (operator === '<=') return number <= limit;
    return operator === '>' ? number > limit : number < limit;
  };
}

/** Each part is looked for behind the one before it: that never goes back, whatever the text is. */
function glob(parts: readonly string[]): Condition {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  const between = parts.slice(1, -1);
  return value => {
    const text = textOf(value);
    if (text === undefined || text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of between) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}
