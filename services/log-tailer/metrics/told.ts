import type { Level } from '../../shared/levels.ts';

/**
 * What a log says of a line besides the line itself: its severity, which counts if it is `sure`, or else where the line shows
 * none; or that the line belongs to the entry of the one before: it counts as a line, but not as an entry.
 */
export type Told = { readonly level: Level; readonly sure: boolean } | 'continued';

/** The severity that counts, where the line itself shows `shown`. */
export function levelOf(shown: Level, told: Exclude<Told, 'continued'> | undefined): Level {
  return told !== undefined && (told.sure || shown === 'unknown') ? told.level : shown;
}
