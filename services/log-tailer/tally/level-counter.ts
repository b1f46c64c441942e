import { type Level, levels } from '../../shared/levels.ts';
import type { Tags } from '../../shared/metric.ts';
import type { Entry, TallySeries } from './tally.ts';

/** A counter with a series for each severity, as its tag `level`. */
export function createLevelCounter(tally: TallySeries, name: string, tags?: Tags): (level: Level) => void {
  const entries = new Map<Level, Entry>(levels.map(level => [level, tally.counter(name, { ...tags, level })]));
  // Most lines have the severity of the one before: it need not be looked up for each.
  let last: Level = 'info';
  let entry = entries.get(last)!;
  return level => {
    if (level !== last) {
      last = level;
      entry = entries.get(level)!;
    }
    entry.add(1);
  };
}
