import { Moments } from './moments.ts';
import type { RankedValues } from './ranked.ts';
import type { Room } from './room.ts';
import { Sketch } from './sketch.ts';

/** The values of an interval that are too many to be kept: their moments exactly, their ranks by a sketch. */
export class SketchedValues {
  readonly moments = new Moments();
  readonly #sketch: Sketch;

  constructor(room: Room, onCoarser: () => void) {
    this.#sketch = new Sketch(room, onCoarser);
  }

  add(value: number, weight: number): void {
    this.moments.add(value, weight);
    this.#sketch.add(value, weight);
  }

  /** No value is beyond the smallest and the largest that came. */
  ranked(): RankedValues {
    const { lower, upper } = this.moments;
    const ranked = this.#sketch.ranked();
    for (const [rank, value] of ranked.values.entries()) ranked.values[rank] = Math.min(Math.max(value, lower), upper);
    return ranked;
  }

  release(): void {
    this.#sketch.release();
  }
}
