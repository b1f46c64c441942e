import type { Tags } from './metric.ts';

/** V8 copies what is cut out of a text when it is shorter than this (SlicedString::kMinLength). */
const shortestSlice = 13;

/**
 * The same text, holding on to no other: what is cut out of a longer one otherwise keeps all of that in memory, so that
 * a short name kept for long could cost the whole line that it came in.
 */
export function ownedText(text: string): string {
  if (text.length < shortestSlice) return text;
  const copy = Buffer.from(text, 'utf8').toString('utf8');
  // Halves of surrogate pairs do not survive.
  return copy === text ? copy : text;
}

/** The same tags, in texts of their own. */
export function ownedTags(tags: Tags): Tags {
  const isOwned = Object.entries(tags).every(pair => pair.every(text => text.length < shortestSlice));
  if (isOwned) return tags;
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [ownedText(name), ownedText(value)]));
}
