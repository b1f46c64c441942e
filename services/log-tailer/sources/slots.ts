import type { SelfCounter } from '../../shared/self-metrics.ts';

/** Bounds how many logs are followed at a time. */
export interface Slots {
  /** Whether the log named `key` may be followed. One that may not is counted, once. */
  take(key: string): boolean;
  /** It is followed no more, or gone. */
  free(key: string): void;
  /** Logs that there was no room for. */
  readonly refused: number;
  setMost(most: number): void;
}

/** `most` slots; those refused are counted in `skipped`. */
export function createSlots(most: number, skipped: SelfCounter): Slots {
  const held = new Set<string>();
  const refused = new Set<string>();
  let limit = most;
  return {
    take(key) {
      if (held.has(key)) return true;
      if (held.size < limit) {
        held.add(key);
        refused.delete(key);
        return true;
      }
      if (!refused.has(key)) skipped.add();
      refused.add(key);
      return false;
    },
    free(key) {
      held.delete(key);
      refused.delete(key);
    },
    get refused() {
      return refused.size;
    },
    setMost(value) {
      limit = value;
    },
  };
}
