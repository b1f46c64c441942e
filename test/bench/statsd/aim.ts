/** What is to be reached. */
export interface Aim {
  readonly text: string;
  readonly met: boolean;
}

/** `ours` is to be so many times `theirs` at least. */
export const atLeast = (factor: number, ours: number, theirs: number): Aim => ({
  text: `≥ ${factor} ×`,
  met: ours >= factor * theirs,
});

/** A figure is to be so large at most; `unit` stands behind it. */
export const atMost = (bound: number, figure: number, unit: string): Aim => ({
  text: `≤ ${bound} ${unit}`,
  met: figure <= bound,
});

/** As it stands in a table. */
export const aimText = (aim: Aim | undefined) => (aim ? `${aim.text}: ${aim.met ? 'met' : '**missed**'}` : '');
