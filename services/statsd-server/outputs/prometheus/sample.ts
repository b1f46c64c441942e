import type { Fields } from '../../aggregation/aggregate.ts';
import type { Dialect } from './dialect.ts';

/** What the page tells of one series. */
export interface Sample {
  /** Takes an interval's figures; what came late (`late`) must not take the place of what is newer. Answers why it took none. */
  add(fields: Fields, late: boolean): 'negative' | 'not_finite' | undefined;
  /** Its lines, of a family of this name. */
  lines(family: string, dialect: Dialect): string;
}

/** What a type of metric is on the page. */
export type Kind = 'counter' | 'gauge' | 'summary';

/** A series of which nothing is known yet. `labels` as names.ts makes them. */
export const createSample: Readonly<Record<Kind, (labels: string) => Sample>> = {
  counter: labels => new Counter(labels),
  gauge: labels => new Gauge(labels),
  summary: labels => new Summary(labels),
};

const line = (name: string, labels: string, value: number) =>
  labels === '' ? `${name} ${value}\n` : `${name}{${labels}} ${value}\n`;

/** Counts from the start of the process on. */
class Counter implements Sample {
  readonly #labels: string;
  #total = 0;

  constructor(labels: string) {
    this.#labels = labels;
  }

  add({ value = 0 }: Fields) {
    // A counter that goes down has begun anew for Prometheus, which would count all of it again.
    if (value < 0) return 'negative';
    if (!Number.isFinite(this.#total + value)) return 'not_finite';
    this.#total += value;
    return undefined;
  }

  lines(family: string): string {
    return line(`${family}_total`, this.#labels, this.#total);
  }
}

/** The last value. */
class Gauge implements Sample {
  readonly #labels: string;
  #value: number | undefined;

  constructor(labels: string) {
    this.#labels = labels;
  }

  add({ value = Number.NaN }: Fields, late: boolean) {
    if (!Number.isFinite(value)) return 'not_finite';
    if (!late || this.#value === undefined) this.#value = value;
    return undefined;
  }

  lines(family: string): string {
    return this.#value === undefined ? '' : line(family, this.#labels, this.#value);
  }
}

/** Quantiles of the last interval that had values; sum and count from the start of the process on, where these figures are made. */
class Summary implements Sample {
  readonly #labels: string;
  #quantiles: readonly (readonly [quantile: string, value: number])[] = [];
  #sum = 0;
  #count = 0;
  #hasSum = false;
  #hasCount = false;

  constructor(labels: string) {
    this.#labels = labels;
  }

  add(fields: Fields, late: boolean) {
    const { sum = 0, count = 0 } = fields;
    if (!Number.isFinite(this.#sum + sum) || !Number.isFinite(this.#count + count)) return 'not_finite';
    const idle = fields.count === 0;
    this.#hasCount ||= fields.count !== undefined;
    this.#hasSum ||= fields.sum !== undefined;
    this.#count += count;
    this.#sum += sum;
    if (!idle && (!late || this.#quantiles.length === 0)) this.#quantiles = quantilesOf(fields);
    return undefined;
  }

  lines(family: string, dialect: Dialect): string {
    const strict = dialect === 'openmetrics';
    const before = this.#labels === '' ? '' : `${this.#labels},`;
    let lines = '';
    // OpenMetrics knows no negative quantiles and sums, and only whole counts, which sample rates need not give.
    for (const [quantile, value] of this.#quantiles)
      if (!strict || value >= 0) lines += line(family, `${before}quantile="${quantile}"`, value);
    if (this.#hasSum && (!strict || this.#sum >= 0)) lines += line(`${family}_sum`, this.#labels, this.#sum);
    if (this.#hasCount) lines += line(`${family}_count`, this.#labels, strict ? Math.round(this.#count) : this.#count);
    return lines;
  }
}

/** `lower`, `median`, `upper` and the percentiles by Telegraf's formula, as quantiles from 0 to 1, in order. */
function quantilesOf(fields: Fields): [quantile: string, value: number][] {
  const found = new Map<number, number>();
  const { lower, median, upper } = fields;
  if (lower !== undefined) found.set(0, lower);
  if (median !== undefined) found.set(0.5, median);
  if (upper !== undefined) found.set(1, upper);
  for (const field in fields) {
    const percentile = field.endsWith('_percentile') ? Number.parseFloat(field) : Number.NaN;
    // 99.9 / 100 is 0.9990000000000001.
    if (!Number.isNaN(percentile)) found.set(Number((percentile / 100).toPrecision(15)), fields[field]!);
  }
  return [...found]
    .filter(([, value]) => Number.isFinite(value))
    .sort(([a], [b]) => a - b)
    .map(([quantile, value]) => [Number.isInteger(quantile) ? `${quantile}.0` : String(quantile), value]);
}
