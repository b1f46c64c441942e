import { addToCounter } from '../aggregation/counter.ts';
import { setGauge } from '../aggregation/gauge.ts';
import type { MetricLine, TypeCode } from '../parser/metric-line.ts';
import { counterCode, gaugeCode } from '../parser/type-code.ts';
import { type Cadences, unknownCadence } from './cadences.ts';
import { deadCode, droppedCode, droppedSeries, SeriesColumns } from './columns.ts';
import { KeyTable } from './key-table.ts';
import type { Naming } from './naming.ts';
import { Registry, type RegistryOptions } from './registry.ts';
import type { SeriesRoom } from './series-room.ts';

/** Why a line was added to no series: a bad name, too many tags, no room for another series, or as a rule wants it. */
export type NoSeries = 'name' | 'tags' | 'overflow' | 'dropped';

/** How much a table may hold, what its series are called, and how they gather. */
export interface SeriesTableOptions extends Omit<RegistryOptions, 'columns'> {
  /** Asked for at each new key, since the configuration may change. */
  readonly naming: () => Naming;
}

/** The series of the interval under way, or of one that is over. */
export class SeriesTable {
  readonly columns = new SeriesColumns();
  readonly cadences: Cadences;
  readonly registry: Registry;
  /** Called before a series gets its first value in an interval, if it had some in others. */
  onFirstTouch: (row: number) => void = () => {};
  readonly #keys: KeyTable;
  readonly #epochs: Int32Array;
  readonly #naming: () => Naming;
  readonly #room: SeriesRoom;

  constructor(options: SeriesTableOptions) {
    const { columns } = this;
    const { room, cadences, naming, shardBits } = options;
    this.cadences = cadences;
    this.#epochs = cadences.epochs;
    this.#naming = naming;
    this.#room = room;
    this.#keys = new KeyTable({ columns, room: room.keys, shardBits });
    this.registry = new Registry({ ...options, columns });
  }

  /** Adds the line's value to its series, which is made when it is new and there is room. */
  add(line: MetricLine): NoSeries | undefined {
    let row = this.#keys.find(line);
    if (row < 0) {
      const resolved = this.#resolve(line);
      if (typeof resolved === 'string') return resolved;
      row = resolved;
    }
    return this.#addTo(row, line);
  }

  /** Adds the line's value to its series, if that is there already; answers whether it is. */
  addIfKnown(line: MetricLine): boolean {
    let row = this.#keys.find(line);
    if (row < 0) {
      const identity = this.#naming()(line);
      row = typeof identity === 'string' ? -1 : this.registry.find(line.type, identity);
    }
    return row >= 0 && this.#addTo(row, line) === undefined;
  }

  /**
   * What the same bytes stand for, and the length of intervals, has changed; all intervals are over. Series stay, and are
   * found by their names again; each learns its cadence anew then.
   */
  restart(length: number, start: number): void {
    for (const _ of this.#keys.retain(() => false));
    const { columns, cadences } = this;
    for (let row = 0; row < columns.length; row++) {
      const age = cadences.epochs[columns.cadences[row]!]! - columns.epochs[row]!;
      columns.cadences[row] = unknownCadence;
      columns.epochs[row] = cadences.epochs[unknownCadence]! - age;
    }
    cadences.restart(length, start);
  }

  /** There is no room for another key: series that are new stay slow to find. */
  keysAreFull(): boolean {
    return this.#room.keys.full;
  }

  /** Lets go of the keys of dead rows, or of all keys but one for each series; each step of the generator is a part of that. */
  *purge(all: boolean): Generator<void> {
    const { columns } = this;
    const isAlive = (row: number) => columns.types[row] !== deadCode;
    yield* this.#keys.retain(all ? () => false : isAlive);
    yield* this.registry.retain(isAlive);
  }

  #addTo(row: number, line: MetricLine): NoSeries | undefined {
    const { columns } = this;
    const type = columns.types[row]!;
    if (type === droppedCode) return 'dropped';
    if (columns.epochs[row] !== this.#epochs[columns.cadences[row]!]) this.#touch(row, type);
    if (type === counterCode) addToCounter(columns.values, row, line.value, line.rate);
    else if (type === gaugeCode) setGauge(columns.values, row, line.value, line.signed);
    else columns.aggregates[row]!.add(line);
    return undefined;
  }

  /** The first of a series in an interval. */
  #touch(row: number, type: TypeCode): void {
    const { columns } = this;
    this.onFirstTouch(row);
    if (type === counterCode) columns.values[row] = 0;
    columns.epochs[row] = this.#epochs[columns.cadences[row]!]!;
  }

  /** Where rules with several intervals make one series, the first line decides: its points would overwrite each other. */
  #learnCadence(row: number, interval: number): void {
    const { columns, cadences } = this;
    if (columns.cadences[row] !== unknownCadence) return;
    this.#touch(row, columns.types[row]!);
    const cadence = cadences.of(interval);
    columns.cadences[row] = cadence;
    columns.epochs[row] = this.#epochs[cadence]!;
  }

  /** The way of a key that was not seen before: strings are made, once. */
  #resolve(line: MetricLine): number | NoSeries {
    const identity = this.#naming()(line);
    if (identity === 'dropped') this.#keys.add(line, droppedSeries);
    if (typeof identity === 'string') return identity;
    const row = this.registry.take(line.type, identity, line.own);
    if (row < 0) return 'overflow';
    this.#learnCadence(row, identity.interval);
    // Without room for the key the series is found by its name the next time, too.
    if (identity.lasting) this.#keys.add(line, row);
    return row;
  }
}
