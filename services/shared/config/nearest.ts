/** How many characters must be put in, left out or replaced to make one text of the other (Levenshtein's distance). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** A longer name is none of ours, and not worth the comparison. */
const longest = 100;

/** The candidates that `name` was most likely meant to be: those spelled most like it, if any is spelled much like it. */
export function nearest(name: string, candidates: readonly string[]): string[] {
  if (name.length > longest) return [];
  const distances = candidates.map(candidate => distance(name.toLowerCase(), candidate.toLowerCase()));
  const least = Math.min(...distances);
  return least > Math.max(2, name.length / 4) ? [] : candidates.filter((_, index) => distances[index] === least);
}
