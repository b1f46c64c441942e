import type { z } from 'zod';
import type { Override } from './environment.ts';
import { shapeOf } from './tree.ts';

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a file says without its keys that have no value: `statsd:` with nothing after it, all its keys commented out, is as good as left out. */
export function withoutEmptyKeys(value: unknown, schema: z.core.$ZodType): unknown {
  const shape = shapeOf(schema);
  if (!shape || !isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (!schema) return [[name, inner]];
      return inner === null ? [] : [[name, withoutEmptyKeys(inner, schema)]];
    }),
  );
}

/** What a file says with the value of a variable put over it. What should be a map and is none stays, to be refused. */
export function withOverride(value: unknown, { key, value: own }: Override): unknown {
  const put = (inner: unknown, [name, ...rest]: readonly string[]): unknown => {
    if (name === undefined) return own;
    if (inner !== undefined && !isMap(inner)) return inner;
    return { ...inner, [name]: put(inner?.[name], rest) };
  };
  return put(value, key.path);
}
