/** Numbers in [0, 1) that look random and are the same in each run: a linear congruential generator (ANSI C's figures). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
