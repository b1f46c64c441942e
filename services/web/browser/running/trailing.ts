/** A value at an offset from its window's start, milliseconds. */
interface Sample {
  readonly offset: number;
  readonly value: number;
}

/** What has been seen of a series in one interval. */
interface Seen {
  /** Start of the window, epoch milliseconds. */
  readonly window: number;
  readonly samples: Sample[];
  /** What was shown last for it. */
  shown: number;
}

/**
 * What a series that grows counted in the last interval's length, up to now: what has come in the interval under way, and of
 * the one before what came at a later offset than the present one. So a new value counts at once, and neither a
 * steady flow nor what is told once an interval dips while the interval is young, or jumps when it ends.
 */
export class Trailing {
  readonly #length: number;
  #current: Seen | undefined;
  #before: Seen | undefined;

  /** `length` of an interval in milliseconds. */
  constructor(length: number) {
    this.#length = length;
  }

  /**
   * The figure, now that the interval under way has `value`. `before` is the total of the one before, undefined while
   * the store has not told it.
   */
  see(window: number, offset: number, value: number, before: number | undefined): number {
    let current = this.#current;
    if (current?.window !== window) {
      this.#before = current?.window === window - this.#length ? current : undefined;
      current = { window, samples: [], shown: value };
      this.#current = current;
    }
    addSample(current.samples, { offset, value });
    current.shown = value + this.#rest(offset, value, before);
    return current.shown;
  }

  #rest(offset: number, value: number, total: number | undefined): number {
    // Not seen from its begin: when its values came is not known, so it only keeps the figure from dipping.
    if (!this.#before) return Math.max(0, (total ?? 0) - value);
    return Math.max(0, (total ?? this.#before.shown) - valueAt(this.#before.samples, offset));
  }
}

/** Where nothing changes two samples are enough, however long the interval. */
function addSample(samples: Sample[], next: Sample): void {
  if (samples.slice(-2).every(({ value }) => value === next.value) && samples.length > 1) samples.pop();
  samples.push(next);
}

/** Between two samples the value is taken to have grown evenly. */
function valueAt(samples: readonly Sample[], offset: number): number {
  const next = samples.findIndex(sample => sample.offset > offset);
  if (next === 0) return (samples[0]!.value * offset) / samples[0]!.offset;
  const last = samples.at(next < 0 ? -1 : next - 1);
  if (!last) return 0;
  const following = samples[next];
  if (!following) return last.value;
  const share = (offset - last.offset) / (following.offset - last.offset);
  return last.value + (following.value - last.value) * share;
}
