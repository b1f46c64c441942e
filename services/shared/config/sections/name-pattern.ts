/** A star of a pattern for names, or the two that stand for all the rest. */
const star = /\*+/g;

/** `$2` or `${2}`: what the second star stood for; the number is in the first or the second group. */
export const placeholder = /\$(?:\{(\d+)\}|(\d+))/g;

/** How many stars `$1`, `$2` … can stand for; `**` is one. */
export const starsIn = (pattern: string): number => pattern.match(star)?.length ?? 0;

/** Whether `**` stands nowhere but for itself, after the last dot or as all of the pattern. */
export const isNamePattern = (pattern: string): boolean => !pattern.replace(/(?<=^|\.)\*\*$/, '').includes('**');

/** The first `$n` of the text for which there are too few stars; undefined when all is well. */
export function danglingPlaceholder(text: string, stars: number): string | undefined {
  for (const match of text.matchAll(placeholder)) {
    const number = Number(match[1] ?? match[2]);
    if (number < 1 || number > stars) return match[0];
  }
  return undefined;
}
