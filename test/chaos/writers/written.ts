/** The last rotation of a source. */
export interface LastRotation {
  readonly source: string;
  /** Epoch ms. */
  readonly at: number;
}

/** What was written so far, per source: the truth that the store is held against. */
export interface WrittenSources {
  progress(source: string, lines: number, done: boolean): void;
  rotated(source: string, lines: number): void;
  lines(source: string): number;
  total(): number;
  rotations(source: string): number;
  lastRotation(): LastRotation | undefined;
}

/** Nothing yet. `note` is told what one wants to look up when a line is missing. */
export function createWrittenSources(note: (event: object) => void): WrittenSources {
  const lines = new Map<string, number>();
  const rotations = new Map<string, number>();
  let last: LastRotation | undefined;
  return {
    progress(source, count, done) {
      lines.set(source, count);
      note({ source, written: count, ...(done && { done }) });
    },
    rotated(source, count) {
      rotations.set(source, (rotations.get(source) ?? 0) + 1);
      last = { source, at: Date.now() };
      note({ source, written: count, rotated: true });
    },
    lines: source => lines.get(source) ?? 0,
    total: () => [...lines.values()].reduce((sum, count) => sum + count, 0),
    rotations: source => rotations.get(source) ?? 0,
    lastRotation: () => last,
  };
}
