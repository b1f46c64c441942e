/** Counts how often the event loop came round, until it is told to stop. */
export function countTurns(): { readonly count: () => number; stop(): void } {
  let count = 0;
  let next = setImmediate(again);
  function again(): void {
    count += 1;
    next = setImmediate(again);
  }
  return { count: () => count, stop: () => clearImmediate(next) };
}
