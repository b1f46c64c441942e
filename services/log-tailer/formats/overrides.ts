import type { Config } from '../../shared/config/schema.ts';
import { quote } from '../../shared/logging/quote.ts';
import { compileSource } from '../source-glob.ts';
import { formatNames } from './fixed.ts';

/** The format that the configuration sets for the log of that name; undefined where its lines decide. */
export type FormatOf = (name: string) => string | undefined;

/** Of `logs.formats`, the first whose glob the name matches. */
export function formatOverrides({ logs }: Pick<Config, 'logs'>): FormatOf {
  const overrides = logs.formats.map(({ source, format }) => ({ matches: compileSource(source), format }));
  return name => overrides.find(({ matches }) => matches(name))?.format;
}

/** What is wrong with `logs.formats` of a configuration that fits the schema, a line each. */
export function checkFormats({ logs }: Pick<Config, 'logs'>): readonly string[] {
  return logs.formats.flatMap(({ format }, index) =>
    formatNames.includes(format)
      ? []
      : [`logs.formats[${index}].format is ${quote(format)}, but must be one of ${formatNames.join(', ')}`],
  );
}
