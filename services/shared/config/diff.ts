import { isDeepStrictEqual } from 'node:util';
import type { Config } from './schema.ts';

/** The keys at the top of the file under which two configurations differ. */
export function changedSections(before: Config, after: Config): (keyof Config)[] {
  const names = Object.keys({ ...before, ...after }) as (keyof Config)[];
  return names.filter(name => !isDeepStrictEqual(before[name], after[name]));
}
