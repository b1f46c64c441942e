import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';

/** A parameter of a route, as the OpenAPI document shows it. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly description: string;
  readonly required?: boolean;
  /** May be given several times. */
  readonly repeated?: boolean;
  readonly default?: string;
  readonly allowed?: readonly string[];
  readonly example?: string;
}

/** The texts of the parameters of one request, defaults filled in. */
export interface Values {
  /** Undefined when it was not given and has no default. */
  one(name: string): string | undefined;
  all(name: string): readonly string[];
}

const mostParameters = 100;

/** The message of a 400: the parameter, its value, and what is allowed. */
export function refusal(name: string, value: string, allowed: string): string {
  return `${name} is ${quote(value)}, but must be ${allowed}`;
}

/**
 * Checks the parameters of a request against those that its route declares: none unknown, none missing,
 * none empty, none twice that is not repeated, each with a value that is allowed.
 */
export function readParameters(
  declared: readonly Parameter[],
  search: string,
  path: Readonly<Record<string, string>>,
): Outcome<Values> {
  const given = [...Object.entries(path), ...new URLSearchParams(search)];
  if (given.length > mostParameters) return failure(`${given.length} parameters were given, but at most 100 may be`);
  const texts = new Map<string, string[]>();
  for (const [name, value] of given) {
    const parameter = declared.find(one => one.name === name);
    if (!parameter) return failure(unknownParameter(name, declared));
    if (value === '') return failure(refusal(name, value, parameter.description));
    const values = texts.get(name) ?? [];
    if (values.length > 0 && !parameter.repeated)
      return failure(`${name} is given more than once (${quote(values[0]!)}, ${quote(value)}), but must be given once`);
    if (parameter.allowed && !parameter.allowed.includes(value))
      return failure(refusal(name, value, `one of ${parameter.allowed.join(', ')}`));
    texts.set(name, [...values, value]);
  }
  for (const { name, required, description } of declared)
    if (required && !texts.has(name)) return failure(`${name} is missing: ${description}`);
  const all = (name: string) => {
    const fallback = declared.find(one => one.name === name)?.default;
    return texts.get(name) ?? (fallback === undefined ? [] : [fallback]);
  };
  return success({ all, one: name => all(name)[0] });
}

function unknownParameter(name: string, declared: readonly Parameter[]): string {
  const known = declared.map(one => one.name).join(', ');
  return `${quote(name)} is not a parameter here; ${known ? `known are ${known}` : 'there are none'}`;
}
