/**
 * Sorts values in place, ascending, and their weights with them: a heap sort (Williams, 1964), since a sender may choose
 * the order of its values, and no order of them makes it slow.
 */
export function sortWeighted(values: Float64Array, weights: Float64Array): void {
  for (let root = (values.length >> 1) - 1; root >= 0; root--) sink(values, weights, root, values.length);
  for (let end = values.length - 1; end > 0; end--) {
    const [value, weight] = [values[0]!, weights[0]!];
    values[0] = values[end]!;
    weights[0] = weights[end]!;
    values[end] = value;
    weights[end] = weight;
    sink(values, weights, 0, end);
  }
}

/** Moves what is at `root` down until nothing below it, of the first `end`, is larger. */
function sink(values: Float64Array, weights: Float64Array, root: number, end: number): void {
  const value = values[root]!;
  const weight = weights[root]!;
  let at = root;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= end) break;
    if (child + 1 < end && values[child + 1]! > values[child]!) child++;
    if (values[child]! <= value) break;
    values[at] = values[child]!;
    weights[at] = weights[child]!;
    at = child;
  }
  values[at] = value;
  weights[at] = weight;
}
