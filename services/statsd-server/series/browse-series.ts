import { type MetricType, metricTypes } from '../../shared/metric.ts';
import { counterCode, gaugeCode, setCode } from '../parser/type-code.ts';
import type { SeriesBrowser, SeriesView } from './series-browser.ts';
import type { SeriesTable } from './series-table.ts';

/** Looks at the series of a table; `forget` is how one is forgotten. */
export function browseSeries(table: SeriesTable, forget: (row: number) => void): SeriesBrowser {
  const { columns, cadences } = table;

  /** One that got nothing in the interval under way still bears what it had in an earlier one. */
  const isCurrent = (row: number) => columns.epochs[row] === cadences.epochs[columns.cadences[row]!];

  function numberOf(row: number): number | undefined {
    const type = columns.types[row];
    if (type === gaugeCode) return columns.values[row];
    if (type === counterCode) return isCurrent(row) ? columns.values[row] : 0;
    if (type === setCode) return isCurrent(row) ? columns.aggregates[row]?.size() : 0;
    return undefined;
  }

  function* rowsOf(types: readonly MetricType[]): Generator<number> {
    for (let row = 0; row < columns.length; row++) {
      const type = metricTypes[columns.types[row]!];
      if (type !== undefined && types.includes(type)) yield row;
    }
  }

  return {
    *views(types) {
      for (const row of rowsOf(types)) {
        const view: SeriesView = {
          metric: columns.metrics[row]!,
          tags: columns.tags[row]!,
          type: metricTypes[columns.types[row]!]!,
          value: numberOf(row),
          values: () => (isCurrent(row) ? (columns.aggregates[row]?.values() ?? []) : []),
          forget: () => forget(row),
        };
        yield view;
      }
    },
  };
}
