const longest = 200;

/**
 * Text that anyone may have chosen, fit for the value of a tag: characters that control a terminal or a line are replaced
 * by `_`, as is an empty text, and it is cut at 200 characters.
 */
export function tagText(text: string): string {
  return text.slice(0, longest).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '_') || '_';
}
