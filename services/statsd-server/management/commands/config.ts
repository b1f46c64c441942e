import { isSecret } from '../../../shared/config/tree.ts';
import type { Command } from './command.ts';

/** The section `statsd` of the configuration, in statsd's form: `key: value`, and `section > key: value` below. */
export const config: Command = {
  name: 'config',
  answer: (_parameters, managed) => [
    '\n',
    ...Object.entries(managed.config()).flatMap(([key, value]) => lines(key, value)),
  ],
};

function lines(key: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [line([key], key, value)];
  return Object.entries(value).map(([name, inner]) => line([key, name], `${key} > ${name}`, inner));
}

const line = (path: readonly string[], label: string, value: unknown) =>
  `${label}: ${isSecret(['statsd', ...path]) ? '(secret)' : valueText(value)}\n`;

/** What lies deeper, such as a rule, is JSON, in which the last bin's end is `"inf"`, as in the file. */
function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(value, (_key, inner) => (inner === Number.POSITIVE_INFINITY ? 'inf' : inner));
}
