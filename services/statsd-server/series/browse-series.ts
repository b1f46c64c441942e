import { type MetricType, metricTypes } from '../../shared/metric.ts';
import { counterCode, gaugeCode } from '../parser/type-code.ts';
import type { SeriesBrowser, SeriesView } from './series-browser.ts';
import type { SeriesTable } from './series-table.ts';

/** Looks at the series of a table; `forget` is how one is forgotten. */
export function browseSeries(table: SeriesTable, forget: (row: number) => void): SeriesBrowser {
  const { columns, cadences } = table;

  /** A counter that got nothing in the interval under way still bears the sum of an earlier one. */
  function numberOf(row: number): number | undefined {
    const isCurrent = columns.epochs[row] === cadences.epochs[columns.cadences[row]!];
    if (columns.types[row] === counterCode) return isCurrent ? columns.values[row] : 0;
    return columns.types[row] === gaugeCode ? columns.values[row] : columns.aggregates[row]?.size();
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
          values: () => columns.aggregates[row]?.values() ?? [],
          forget: () => forget(row),
        };
        yield view;
      }
    },
  };
}
