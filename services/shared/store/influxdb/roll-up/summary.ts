import type { Cell, Rows } from '../reader.ts';
import { naturalOf } from './natural.ts';

/** Enough of a window of one field's values to answer every aggregate as these would. */
interface Summary {
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly count: number;
  /** The value written last, and when: epoch milliseconds. */
  readonly last: number;
  readonly last_time: number;
}

const parts = ['min', 'max', 'sum', 'count', 'last', 'last_time'] as const satisfies (keyof Summary)[];

const join = (a: Summary, b: Summary): Summary => {
  const latter = b.last_time >= a.last_time ? b : a;
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    sum: a.sum + b.sum,
    count: a.count + b.count,
    last: latter.last,
    last_time: latter.last_time,
  };
};

/** How the rows of a series are read: the fields that there are, and what a row says of one. */
interface RowKind {
  fieldsIn(columns: readonly string[]): string[];
  summaryIn(columns: readonly string[], row: readonly Cell[], field: string): Summary | undefined;
}

const numberIn = (columns: readonly string[], row: readonly Cell[], name: string) => {
  const cell = row[columns.indexOf(name)];
  return typeof cell === 'number' ? cell : undefined;
};

/** Points as they were written: their values. */
export const rawRows: RowKind = {
  fieldsIn: columns => columns.filter((_, index) => index > 0),
  summaryIn(columns, row, field) {
    // Column 0 is the time, and a field may have that name too.
    const value = row[columns.indexOf(field, 1)];
    if (typeof value !== 'number') return undefined;
    return { min: value, max: value, sum: value, count: 1, last: value, last_time: Number(row[0]) };
  },
};

/** Points rolled up before: the fields that have all {@link parts}. */
export const rolledRows: RowKind = {
  fieldsIn(columns) {
    const known = new Set(columns);
    return columns
      .filter(column => column.endsWith('_count'))
      .map(column => column.slice(0, -'_count'.length))
      .filter(field => parts.every(part => known.has(`${field}_${part}`)));
  },
  summaryIn(columns, row, field) {
    const numbers = parts.map(part => [part, numberIn(columns, row, `${field}_${part}`)] as const);
    if (numbers.some(([, number]) => number === undefined)) return undefined;
    return Object.fromEntries(numbers) as unknown as Summary;
  },
};

/**
 * The fields of the one point that a window of a series' rows becomes: of each field `f` its natural value as `f`, and
 * `f_min`, `f_max`, `f_sum`, `f_count`, `f_last` and `f_last_time`, from which every aggregate can be made exactly.
 */
export function rolledFields({ columns, values = [], tags }: Rows, kind: RowKind): Readonly<Record<string, number>> {
  const entries: [string, number][] = [];
  for (const field of kind.fieldsIn(columns)) {
    let summary: Summary | undefined;
    for (const row of values) {
      const next = kind.summaryIn(columns, row, field);
      if (next) summary = summary ? join(summary, next) : next;
    }
    if (!summary) continue;
    const natural = naturalOf(tags?.metric_type, field);
    entries.push([field, natural === 'mean' ? summary.sum / summary.count : summary[natural]]);
    for (const part of parts) entries.push([`${field}_${part}`, summary[part]]);
  }
  // Sums of huge values leave the range of numbers, and InfluxDB has no room for what is there.
  return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)));
}
