import { setImmediate as turn } from 'node:timers/promises';
import type { SeriesColumns } from '../series/columns.ts';

/** Rows looked at before packets get their turn: about a millisecond. */
const stride = 4096;
/** Series that are new since the last look are looked at alone if they are no more than these. */
const mostRecent = 4096;
/** Names whose rows are remembered. */
const mostNames = 1024;

/** InfluxDB's measurements have underscores for dots, and pages ask by what the store calls them. */
const comparableName = (metric: string): string => metric.replaceAll('.', '_');

/** Whether two names stand for one metric. */
export function isSameMetric(a: string, b: string): boolean {
  return a === b || (a.length === b.length && comparableName(a) === comparableName(b));
}

const none: ReadonlySet<number> = new Set();

/** Finds the series of a metric without an index, which every new series would have to pay for. */
export class MetricRows {
  readonly #columns: SeriesColumns;
  readonly #recent = new Int32Array(mostRecent);
  readonly #known = new Map<string, Set<number>>();
  /** How many series had been made when those known were last completed. */
  #born: number;
  #looking: Promise<void> = Promise.resolve();

  constructor(columns: SeriesColumns) {
    this.#columns = columns;
    columns.recent = this.#recent;
    this.#born = columns.born;
  }

  /** The rows of each of these names; some may be others' by now: whoever reads them compares the name again. */
  async find(metrics: readonly string[]): Promise<(metric: string) => ReadonlySet<number>> {
    const names = new Set(metrics.map(comparableName));
    // One after the other: those who ask for the same find it known.
    const looked = this.#looking.then(() => this.#look(names));
    this.#looking = looked.then(() => {});
    const rows = await looked;
    return metric => rows.get(comparableName(metric)) ?? none;
  }

  async #look(names: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
    if (this.#known.size + names.size > mostNames) this.#known.clear();
    this.#complete();
    const missing = [...names].filter(name => !this.#known.has(name));
    for (const name of missing) this.#known.set(name, new Set());
    const rows = new Map([...names].map(name => [name, this.#known.get(name)!]));
    if (missing.length > 0) await this.#scan(missing);
    return rows;
  }

  /** Adds the series that are new; where there were too many of them, nothing is known any more. */
  #complete(): void {
    const { born, metrics } = this.#columns;
    if (born - this.#born > mostRecent) this.#known.clear();
    for (let number = Math.max(this.#born, born - mostRecent); number < born; number++) {
      const row = this.#recent[number % mostRecent]!;
      this.#known.get(comparableName(metrics[row]!))?.add(row);
    }
    this.#born = born;
  }

  async #scan(names: readonly string[]): Promise<void> {
    const columns = this.#columns;
    const found = new Map(names.map(name => [name, this.#known.get(name)!]));
    const lengths = new Set(names.map(name => name.length));
    for (let row = 0; row < columns.length; row++) {
      if (row % stride === stride - 1) await turn();
      const metric = columns.metrics[row]!;
      if (lengths.has(metric.length)) found.get(comparableName(metric))?.add(row);
    }
    // Rows that were taken anew behind the scan.
    this.#complete();
  }
}
