import { counterCode, gaugeCode } from '../parser/type-code.ts';
import { unknownCadence } from '../series/cadences.ts';
import type { SeriesTable } from '../series/series-table.ts';

/**
 * A field of a series as it is in the interval under way; nothing is settled by looking. A gauge is what it was last told
 * to be, in this interval or the one before, since one of several that is told a moment later must not be missing until
 * then. Undefined where there is nothing: no values yet, percentiles and medians, which take a sort, and series of a rule
 * with an interval of its own.
 */
export function runningValueOf({ columns, cadences }: SeriesTable, row: number, field: string): number | undefined {
  const cadence = columns.cadences[row]!;
  if (cadence > unknownCadence) return undefined;
  const age = cadences.epochs[cadence]! - columns.epochs[row]!;
  const type = columns.types[row];
  if (type === gaugeCode) return field === 'value' && age <= 1 ? columns.values[row] : undefined;
  if (age !== 0) return undefined;
  if (type === counterCode) return field === 'value' ? columns.values[row] : undefined;
  return columns.aggregates[row]?.soFar(field);
}

/** Fields of timings that are what they are at any moment, and no sums that grow. */
const levels = new Set(['mean', 'lower', 'upper', 'stddev']);

/** Whether a field of a type of series grows until its interval ends. */
export function growsWithin(type: number, field: string): boolean {
  return type !== gaugeCode && !levels.has(field);
}
