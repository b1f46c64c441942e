import { z } from 'zod';
import { configSchema } from './schema.ts';
import { secrets } from './sections/types.ts';

/** Where a value lies: names of keys, and indexes of list elements. */
export type Path = readonly (string | number)[];

/** A key that holds a value rather than further keys. */
export interface ConfigKey {
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
  /** The environment variable that overrides it. */
  readonly variable: string;
}

/** `logs.rules[0].match` */
export function keyName(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part)).join('');
}

/** `TIDEGAUGE_STATSD_PORT` for `statsd.port`. */
export function variableOf(path: readonly string[]): string {
  return `TIDEGAUGE_${path.join('_').toUpperCase()}`;
}

/** A schema without what only says that its value may be left out. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const optional = schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional;
  return optional ? unwrap(schema.unwrap()) : schema;
}

/** The keys of a section by their names, or undefined for a schema that is none. */
export function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? inner.shape : undefined;
}

/** The schema of a section, key, list element or entry of a map; undefined for a path that the schema does not know. */
export function schemaAt(path: Path, schema: z.core.$ZodType = configSchema): z.core.$ZodType | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return schema;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return typeof first === 'number' ? schemaAt(rest, inner.element) : undefined;
  if (inner instanceof z.ZodRecord) return schemaAt(rest, inner.valueType);
  const shape = shapeOf(inner);
  return shape && Object.hasOwn(shape, first) ? schemaAt(rest, shape[first]) : undefined;
}

/** Whether no message may show the value that lies there. */
export function isSecret(path: Path): boolean {
  const schema = schemaAt(path);
  return schema !== undefined && secrets.has(unwrap(schema));
}

function keysBelow(schema: z.core.$ZodType, path: readonly string[]): ConfigKey[] {
  const shape = shapeOf(schema);
  if (shape) return Object.entries(shape).flatMap(([name, inner]) => keysBelow(inner, [...path, name]));
  return [{ path, schema, variable: variableOf(path) }];
}

/** Every key that holds a value, in the order of the schema. */
export const configKeys: readonly ConfigKey[] = keysBelow(configSchema, []);
