import type { RunningAnswer } from '../../../shared/running/running.ts';
import type { ApiSeries } from '../api.ts';
import { Trailing } from './trailing.ts';

/** When an answer was true, and for which window; epoch milliseconds. */
export interface RunningMoment {
  readonly now: number;
  /** Start of the window that the interval under way lies in. */
  readonly window: number;
}

/** One series as it was shown: its tags, and values by the starts of their windows. */
interface Shown {
  readonly tags: ApiSeries['tags'];
  readonly trailing: Trailing;
  readonly values: Map<number, number | null>;
}

/** The values of a query that are not stored yet. */
export interface RunningQueryState {
  /** Takes an answer; `stored` is what the store has told, up to but not with the time `end`. */
  see(answer: RunningAnswer, moment: RunningMoment, stored: readonly ApiSeries[], end: number): void;
  /** The stored series with what is running behind them: of windows from `end` on. */
  extend(stored: readonly ApiSeries[], end: number): ApiSeries[];
}

/** More series than are drawn anywhere: what a page keeps of them is bounded. */
const mostSeries = 2000;

/** Of a query of which nothing is running yet; `length` of an interval in milliseconds. */
export function createRunningQuery(length: number): RunningQueryState {
  const series = new Map<string, Shown>();

  function shownOf(tags: ApiSeries['tags']): Shown | undefined {
    const key = keyOf(tags);
    let shown = series.get(key);
    if (!shown && series.size < mostSeries) {
      shown = { tags, trailing: new Trailing(length), values: new Map() };
      series.set(key, shown);
    }
    return shown;
  }

  function totalsOf(stored: readonly ApiSeries[], window: number): ReadonlyMap<string, number> {
    const found = stored.flatMap(({ tags, points }) => {
      const value = points.findLast(([time]) => time * 1000 === window)?.[1];
      return typeof value === 'number' ? [[keyOf(tags), value] as const] : [];
    });
    return new Map(found);
  }

  function keep({ values }: Shown, window: number, value: number | null): void {
    values.set(window, value);
    for (const old of values.keys()) if (old < window - length) values.delete(old);
  }

  return {
    see({ series: answered, grows }, { now, window }, stored, end) {
      const byKey = new Map(answered.map(({ tags, value }) => [keyOf(tags), value]));
      const before = window - length;
      const told = end > before;
      const totals = told ? totalsOf(stored, before) : new Map<string, number>();
      for (const { tags } of answered) shownOf(tags);
      if (grows) for (const { tags } of stored) if (totals.has(keyOf(tags))) shownOf(tags);
      for (const [key, shown] of series) {
        const value = byKey.get(key);
        if (!grows) {
          keep(shown, window, value ?? null);
          continue;
        }
        const total = told ? (totals.get(key) ?? 0) : undefined;
        const figure = shown.trailing.see(window, now - window, value ?? 0, total);
        keep(shown, window, value === undefined && figure === 0 ? null : figure);
      }
    },
    extend(stored, end) {
      const known = new Map(stored.map(one => [keyOf(one.tags), one]));
      for (const [key, { tags, values }] of series) {
        const points = [...values]
          .filter(([window]) => window >= end)
          .sort(([a], [b]) => a - b)
          .map(([window, value]) => [window / 1000, value] as const);
        if (!points.some(([, value]) => value !== null)) continue;
        known.set(key, { tags, points: [...(known.get(key)?.points ?? []), ...points] });
      }
      return [...known.values()];
    },
  };
}

const keyOf = (tags: ApiSeries['tags']) => JSON.stringify(Object.entries(tags).sort());
