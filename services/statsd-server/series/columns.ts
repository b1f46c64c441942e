import type { Tags } from '../../shared/metric.ts';
import type { Aggregate } from '../aggregation/aggregate.ts';
import type { TypeCode } from '../parser/metric-line.ts';

/** In place of a type: a series that is forgotten, but still has keys. */
export const deadCode = 255;
/** In place of a type: what the rules drop. */
export const droppedCode = 254;
/** The one series of that kind. */
export const droppedSeries = 0;

const firstCapacity = 16;

/**
 * All series of a table, column by column; a series is a row. A million counters are a few large arrays instead of
 * millions of small objects, which costs a third of the memory and leaves the garbage collector nothing to walk.
 */
export class SeriesColumns {
  types = new Uint8Array(firstCapacity);
  /** How often each becomes a point: see cadences.ts. */
  cadences = new Uint8Array(firstCapacity);
  /** The interval in which it was last touched, as its cadence counts them. */
  epochs = new Int32Array(firstCapacity);
  /** The sum of a counter, the value of a gauge. */
  values = new Float64Array(firstCapacity);
  /** Of other types. */
  readonly aggregates: (Aggregate | undefined)[] = [];
  readonly metrics: string[] = [];
  /** With `metric_type`, as points carry them. */
  readonly tags: Tags[] = [];
  /** Rows, free ones included. */
  length = 0;
  /** Series made so far. */
  born = 0;
  /** The rows of the last of them, the one made n-th at n modulo its length; given by whoever wants to know, as few tables have one. */
  recent: Int32Array | undefined;
  readonly #free: number[] = [];

  constructor() {
    this.insert(droppedCode, '', {}); // row 0
  }

  /** Takes a free row, or a new one. */
  insert(type: TypeCode, metric: string, tags: Tags, aggregate?: Aggregate): number {
    const row = this.#free.pop() ?? this.length++;
    if (this.recent) this.recent[this.born % this.recent.length] = row;
    this.born += 1;
    if (row >= this.types.length) this.#grow();
    this.types[row] = type;
    this.cadences[row] = 0;
    this.epochs[row] = 0;
    this.values[row] = 0;
    this.aggregates[row] = aggregate;
    this.metrics[row] = metric;
    this.tags[row] = tags;
    return row;
  }

  /** Nothing finds the row any more, but it is not taken anew until {@link SeriesColumns.release}. */
  kill(row: number): void {
    this.types[row] = deadCode;
    this.aggregates[row] = undefined;
    this.metrics[row] = '';
    this.tags[row] = noTags;
  }

  /** No key leads to the row any more. */
  release(row: number): void {
    this.#free.push(row);
  }

  #grow(): void {
    const capacity = this.types.length * 2;
    this.types = grown(this.types, new Uint8Array(capacity));
    this.cadences = grown(this.cadences, new Uint8Array(capacity));
    this.epochs = grown(this.epochs, new Int32Array(capacity));
    this.values = grown(this.values, new Float64Array(capacity));
  }
}

const noTags: Tags = {};

function grown<Column extends Uint8Array | Int32Array | Float64Array>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
