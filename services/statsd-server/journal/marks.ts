/**
 * Which batches a flush covers, by their sequence in the journal: all up to these. Series of a rule with an interval of its
 * own are flushed less often than others, and events by themselves.
 */
export interface Marks {
  readonly events: number;
  /** By the interval's length in milliseconds; 0 stands for that of all series without one of their own. */
  readonly series: readonly (readonly [length: number, sequence: number])[];
}

/** Nothing is covered. */
export const noMarks: Marks = { events: 0, series: [[0, 0]] };

/** Up to where series with this interval are covered. */
export function markOf({ series }: Marks, length: number): number {
  return (series.find(([known]) => known === length) ?? series.find(([known]) => known === 0))?.[1] ?? 0;
}

/** Up to where everything is covered. */
export const coveredByAll = ({ events, series }: Marks): number =>
  Math.min(events, ...series.map(([, sequence]) => sequence));

/** Up to where anything is covered. */
export const highestOf = ({ events, series }: Marks): number =>
  Math.max(events, ...series.map(([, sequence]) => sequence));

/** What is covered once both are: of two flushes, say, or of the points of one and the events of another. */
export function laterOf(a: Marks, b: Marks): Marks {
  const lengths = new Set([...a.series, ...b.series].map(([length]) => length));
  return {
    events: Math.max(a.events, b.events),
    series: [...lengths].map(length => [length, Math.max(markOf(a, length), markOf(b, length))]),
  };
}
