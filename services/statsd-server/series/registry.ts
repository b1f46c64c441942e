import { type Tags, tagsKey } from '../../shared/metric.ts';
import { isSelfMetric } from '../../shared/own-metrics.ts';
import { ownedTags, ownedText } from '../../shared/owned-text.ts';
import type { Aggregate, AggregationOptions } from '../aggregation/aggregate.ts';
import { createAggregate } from '../aggregation/create.ts';
import type { Figures } from '../aggregation/figures.ts';
import { hashBytes, hashStart } from '../parser/hash.ts';
import { createMetricLine, type MetricLine, type TypeCode, viewOf } from '../parser/metric-line.ts';
import { counterCode, gaugeCode } from '../parser/type-code.ts';
import { type Cadences, unknownCadence } from './cadences.ts';
import type { SeriesColumns } from './columns.ts';
import { KeyTable } from './key-table.ts';
import type { SeriesLimits } from './limits.ts';
import type { Identity } from './naming.ts';
import type { OverflowKind } from './overflow-ledger.ts';
import type { SeriesRoom } from './series-room.ts';

/** A gauge that was there before the process began. */
export interface KnownGauge {
  readonly metric: string;
  readonly tags: Tags;
  readonly value: number;
  /** How many intervals ago it was last touched; at least 2. */
  readonly age: number;
}

/** What a registry works with. */
export interface RegistryOptions {
  readonly columns: SeriesColumns;
  readonly room: SeriesRoom;
  readonly limits: SeriesLimits;
  readonly cadences: Cadences;
  readonly aggregation: Omit<AggregationOptions, 'figures' | 'intervalSeconds'>;
  /** A new series would break a bound; `total` is that on all of them, and on the memory for their names. */
  readonly onOverflow: (by: OverflowKind, name: string) => void;
  /** A gauge is no more. */
  readonly onGaugeForgotten?: (metric: string, tags: Tags) => void;
  readonly shardBits: number;
}

/**
 * Whoever fills a table must not hide that he did: what the server tells of itself has room of its own, which nobody gets
 * who only calls his metrics the same.
 */
const isReserved = isSelfMetric;

/** Series by what they are called in the end, whatever bytes stand for that: where they are born and forgotten. */
export class Registry {
  readonly #options: RegistryOptions;
  readonly #identities: KeyTable;
  readonly #key = createMetricLine();
  /** Of the series whose figures are not simply their value. */
  readonly #figures = new Map<number, Figures>();

  constructor(options: RegistryOptions) {
    this.#options = options;
    const { columns, room, shardBits } = options;
    this.#identities = new KeyTable({ columns, room: room.series, shardBits });
  }

  /** The row of the series, or -1. */
  find(type: TypeCode, { metric, tags }: Pick<Identity, 'metric' | 'tags'>): number {
    return this.#identities.find(this.#keyOf(type, metric, tags));
  }

  /** The same, or that of a new one; -1 when there is no room for it. `own`: this process itself says it. */
  take(type: TypeCode, { metric, tags, interval, figures }: Identity, own: boolean): number {
    const key = this.#keyOf(type, metric, tags);
    let row = this.#identities.find(key);
    if (row < 0) {
      row = this.#insert(key, metric, tags, own);
      if (row < 0) return row;
      const { columns, cadences } = this.#options;
      const cadence = cadences.of(interval);
      columns.cadences[row] = cadence;
      // A new series has nothing to tell of earlier intervals, as if it had been touched in this one.
      columns.epochs[row] = cadences.epochs[cadence]!;
    }
    if (type !== counterCode && type !== gaugeCode) this.#figures.set(row, figures);
    return row;
  }

  /** Takes in a gauge of an earlier run, unless there is no room for it, or one of its name already. */
  restore({ metric, tags, value, age }: KnownGauge): void {
    const all = { ...tags, metric_type: 'gauge' };
    const key = this.#keyOf(gaugeCode, metric, all);
    if (this.#identities.find(key) >= 0) return;
    const row = this.#insert(key, metric, all, false);
    if (row < 0) return;
    const { columns, cadences } = this.#options;
    columns.values[row] = value;
    columns.cadences[row] = unknownCadence;
    columns.epochs[row] = cadences.epochs[unknownCadence]! - age;
  }

  /** Kills a series: nothing finds it any more. */
  kill(row: number): void {
    const { columns, limits, onGaugeForgotten } = this.#options;
    const metric = columns.metrics[row]!;
    const tags = columns.tags[row]!;
    if (!isReserved(metric)) limits.give(metric, tags);
    columns.aggregates[row]?.discard();
    if (columns.types[row] === gaugeCode) onGaugeForgotten?.(metric, tags);
    this.#figures.delete(row);
    columns.kill(row);
  }

  /** See {@link KeyTable.retain}. */
  retain(keep: (row: number) => boolean): Generator<void> {
    return this.#identities.retain(keep);
  }

  #insert(key: MetricLine, metric: string, tags: Tags, own: boolean): number {
    const { columns, limits, onOverflow } = this.#options;
    const reserved = isReserved(metric);
    const overflow = reserved ? undefined : limits.take(metric, tags);
    if (overflow) {
      onOverflow(overflow.by, overflow.name);
      return -1;
    }
    const { type } = key;
    const row = columns.insert(type, ownedText(metric), ownedTags(tags));
    if (!this.#identities.add(key, row, reserved && own)) {
      // It never was: nobody is told of its end.
      if (!reserved) limits.give(metric, tags);
      columns.kill(row);
      columns.release(row);
      onOverflow('total', metric);
      return -1;
    }
    if (type !== counterCode && type !== gaugeCode) columns.aggregates[row] = this.#createAggregate(type, row);
    return row;
  }

  #createAggregate(type: TypeCode, row: number): Aggregate {
    const { columns, cadences, aggregation } = this.#options;
    return createAggregate(type, {
      ...aggregation,
      figures: () => this.#figures.get(row)!,
      intervalSeconds: () => cadences.lengthOf(columns.cadences[row]!) / 1000,
    });
  }

  /** As a line that says nothing else; the same object for each. */
  #keyOf(type: TypeCode, metric: string, { metric_type: _, ...tags }: Tags): MetricLine {
    const key = this.#key;
    const name = Buffer.from(metric);
    const section = tagsKey(tags);
    key.buffer = section === '' ? name : Buffer.concat([name, Buffer.from(section)]);
    key.view = viewOf(key.buffer);
    key.nameStart = 0;
    key.nameEnd = key.tagsStart = name.length;
    key.tagsEnd = key.buffer.length;
    key.hash = hashBytes(hashStart, key.buffer, 0, key.buffer.length);
    key.type = type;
    return key;
  }
}
