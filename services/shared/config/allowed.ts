import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What a key may hold, in words that follow "must be": `a whole number from 0 to 65535`. */
export function allowed(schema: z.core.$ZodType): string {
  return describe(z.toJSONSchema(schema, { io: 'input' }));
}

function describe(schema: JsonSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return schema.anyOf.map(describe).join(' or ');
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return describeNumber(schema);
    case 'array':
      return describeList(schema);
    case 'object':
      return 'a map of keys';
    default:
      return describeText(schema);
  }
}

function describeNumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const bounds = [
    minimum === undefined ? '' : `from ${minimum}`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum === undefined ? '' : `to ${maximum}`,
    exclusiveMaximum === undefined ? '' : `and below ${exclusiveMaximum}`,
  ];
  return [type === 'integer' ? 'a whole number' : 'a number', ...bounds].filter(Boolean).join(' ');
}

function describeText({ minLength = 0, maxLength }: JsonSchema): string {
  const length = maxLength === undefined ? '' : ` of at most ${maxLength} characters`;
  return `text${length}${minLength > 0 ? ', not empty' : ''}`;
}

function describeList({ maxItems, items }: JsonSchema): string {
  const count = maxItems === undefined ? '' : ` of at most ${maxItems}`;
  return typeof items === 'object' && !Array.isArray(items) ? `a list${count}, each ${describe(items)}` : 'a list';
}
