const longest = 200;

/**
 * A name that anyone on the host may have chosen (of a process, a mount point), fit for a tag: characters that control a
 * terminal or a line are replaced by `_`, as is an empty name, and it is cut at 200 characters.
 */
export function tagText(name: string): string {
  return name.slice(0, longest).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '_') || '_';
}
