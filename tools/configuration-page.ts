// The part of docs/configuration.md that is made from the schema.
import { z } from 'zod';
import { configSchema } from '../services/shared/config/schema.ts';
import { keyName, shapeOf, unwrap, variableOf } from '../services/shared/config/tree.ts';

type Schema = z.core.$ZodType;

const begin = '<!-- What follows is made from the schema: change it there, then run `npm run generate`. -->\n';

/** The page with its head, written by hand, kept, and all below made anew. */
export function configurationPage(page: string): string {
  const end = page.indexOf(begin);
  const head = end < 0 ? page : page.slice(0, end);
  return `${head}${begin}\n${sections([], configSchema).join('\n')}`;
}

/** The tables of a section and of the sections in it. */
function sections(path: readonly string[], schema: Schema): string[] {
  const entries = Object.entries(shapeOf(schema) ?? {}).map(([name, inner]) => ({ path: [...path, name], inner }));
  const keys = entries.filter(({ inner }) => !shapeOf(inner));
  const title = path.length === 0 ? '## At the top' : `## \`${keyName(path)}\`\n\n${describe(schema).description}`;
  return [
    ...(keys.length > 0 ? [`${title}\n\n${table(keys.map(key => row(key.path, key.inner)))}`] : []),
    ...entries.flatMap(({ path, inner }) => {
      const schema = unwrap(inner);
      if (schema instanceof z.ZodArray && shapeOf(schema.element)) return [listSection(path, schema.element)];
      return shapeOf(inner) ? sections(path, inner) : [];
    }),
  ];
}

/** Elements of a list have no variables of their own. */
function listSection(path: readonly string[], element: Schema): string {
  const rows = Object.entries(shapeOf(element) ?? {}).map(([name, inner]) => row([name], inner).slice(0, 3));
  return `## \`${keyName(path)}\`, each\n\n${table(rows, 3)}`;
}

const columns = ['key', 'default', 'what', 'environment variable'];

/** Aligned, as the formatter has it. */
function table(rows: readonly (readonly string[])[], width = columns.length): string {
  const lines = [columns.slice(0, width), ...rows];
  const widths = columns.slice(0, width).map((_, column) => Math.max(...lines.map(line => line[column]!.length)));
  const rule = widths.map(each => '-'.repeat(each));
  return [lines[0]!, rule, ...rows]
    .map(line => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`)
    .join('');
}

function row(path: readonly string[], schema: Schema): string[] {
  const { default: fallback, description = '' } = describe(schema);
  return [
    code(path.at(-1)!),
    fallback === undefined ? '' : code(typeof fallback === 'string' ? fallback : JSON.stringify(fallback)),
    description.replaceAll('|', '\\|'),
    code(variableOf(path)),
  ];
}

const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

const describe = (schema: Schema) => z.toJSONSchema(schema, { io: 'input' });
