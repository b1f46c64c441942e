/** Says what its stars stand for in one part of a name; undefined when the part does not match. */
export type PartGlob = (part: string) => readonly string[] | undefined;

/**
 * Compiles one part of a pattern, in which a star is any text, none too. Each star takes as little as it can, the last
 * one what is left. What stands between two stars is looked for once, from where the one before was found, and never
 * again: names come from strangers, and none may make this go back.
 */
export function compilePartGlob(source: string): PartGlob {
  const [first = '', ...others] = source.split('*');
  const last = others.pop();
  if (last === undefined) return part => (part === source ? [] : undefined);
  const fixedLength = source.length - others.length - 1;
  return part => {
    if (part.length < fixedLength || !part.startsWith(first) || !part.endsWith(last)) return undefined;
    const end = part.length - last.length;
    const captures: string[] = [];
    let from = first.length;
    for (const between of others) {
      const at = part.indexOf(between, from);
      if (at < 0 || at + between.length > end) return undefined;
      captures.push(part.slice(from, at));
      from = at + between.length;
    }
    captures.push(part.slice(from, end));
    return captures;
  };
}
