import { compilePartGlob } from './part-glob.ts';

/** A rule's `match`, cut at its dots. */
export interface NamePattern {
  readonly parts: readonly string[];
  /** It ends with `**`, which stands for one part or more; not in {@link NamePattern.parts}. */
  readonly open: boolean;
  /** What the stars stand for in a name that matches, in their order. */
  captures(metric: string): readonly string[];
}

/** Whether a part of a pattern has a star. */
export const hasStar = (part: string): boolean => part.includes('*');

/** Compiles what the configuration's schema has let through. */
export function compileNamePattern(match: string): NamePattern {
  const all = match.split('.');
  const open = all.at(-1) === '**';
  const parts = open ? all.slice(0, -1) : all;
  const globs = parts.map(part => (hasStar(part) ? compilePartGlob(part) : undefined));
  return {
    parts,
    open,
    captures(metric) {
      const captures: string[] = [];
      let start = 0;
      for (const glob of globs) {
        const dot = metric.indexOf('.', start);
        const end = dot < 0 ? metric.length : dot;
        if (glob !== undefined) captures.push(...(glob(metric.slice(start, end)) ?? []));
        start = end + 1;
      }
      if (open) captures.push(metric.slice(start));
      return captures;
    },
  };
}
