import { isDeepStrictEqual } from 'node:util';
import type { Config } from './schema.ts';

/** The keys in which two configurations differ, as `web.port`, in the order of the first; never their values, which may be secret. */
export function changedKeys(before: Config, after: Config): string[] {
  return differences(before, after, '');
}

function differences(before: unknown, after: unknown, path: string): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isSection(before) || !isSection(after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap(key => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
