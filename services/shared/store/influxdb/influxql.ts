import type { TagFilter } from '../query.ts';
import { metricTags, storedText, type TagNaming } from './stored-names.ts';

const escaped = (text: string, quotation: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quotation, `\\${quotation}`);

/** A name in InfluxQL: `"cpu"`. */
export const identifier = (name: string) => `"${escaped(name, '"')}"`;

/** A string in InfluxQL: `'web'`. */
export const literal = (text: string) => `'${escaped(text, "'")}'`;

/** The time of a half-open range, in epoch milliseconds. */
export const timeCondition = (from: number, to: number) => `time >= ${Math.ceil(from)}ms AND time < ${Math.ceil(to)}ms`;

/**
 * What the filters ask of a series, one text for each: a value of '' is a tag that is not there. Undefined when no
 * series can have it. `::tag` keeps a field of the same name out of it.
 */
export function tagConditions(where: readonly TagFilter[], naming: TagNaming = metricTags): string[] | undefined {
  if (where.some(({ values }) => values.length === 0)) return undefined;
  return where.map(({ tag, values }) => {
    const name = identifier(naming.stored(tag));
    return `(${values.map(value => `${name}::tag = ${literal(storedText(value))}`).join(' OR ')})`;
  });
}
