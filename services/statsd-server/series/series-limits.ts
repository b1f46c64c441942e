import type { Tags } from '../../shared/metric.ts';
import { ownedText } from '../../shared/owned-text.ts';
import { largest } from './largest.ts';
import type { Overflow, SeriesLimits } from './limits.ts';

/**
 * Names of tags held at most. Every one has a table of its values, and a line has room for a thousand names: the bound
 * on series alone would leave these tables hundreds of megabytes.
 */
const maxTagNames = 10_000;

/** Asked for at each series, since the configuration may change. */
export interface SeriesBounds {
  readonly maxPerMetric: () => number;
  readonly maxTagValues: () => number;
}

/** How often each text is in use; one that is no longer is forgotten. */
type Uses = Map<string, number>;

/**
 * Counts what is held, and nothing else: a series that is refused leaves no trace. `metric_type` is not counted as a
 * tag. Nor is a series that has no other: a name alone makes at most one for each type, which no bound is for, and
 * so a million plain metrics cost nothing here (the table would be 21 to 45 bytes for each, and stop everything for
 * 60 ms when it grows).
 */
export function createSeriesLimits({ maxPerMetric, maxTagValues }: SeriesBounds): SeriesLimits {
  const metrics: Uses = new Map();
  const tagValues = new Map<string, Uses>();

  function overflowOf(metric: string, tags: Tags): Overflow | undefined {
    if ((metrics.get(metric) ?? 0) >= maxPerMetric()) return { by: 'metric', name: metric };
    let newNames = 0;
    for (const name of namesOf(tags)) {
      const values = tagValues.get(name);
      if (values === undefined) newNames += 1;
      const full = values ? !values.has(tags[name]!) && values.size >= maxTagValues() : tagsAreFull(newNames);
      if (full) return { by: 'tag', name };
    }
    return undefined;
  }

  const tagsAreFull = (newNames: number) => tagValues.size + newNames > maxTagNames;

  return {
    take(metric, tags) {
      const names = namesOf(tags);
      if (names.length === 0) return undefined;
      const overflow = overflowOf(metric, tags);
      if (overflow) return overflow;
      use(metrics, metric);
      for (const name of names) {
        const values: Uses = tagValues.get(name) ?? new Map();
        if (values.size === 0) tagValues.set(ownedText(name), values);
        use(values, tags[name]!);
      }
      return undefined;
    },
    give(metric, tags) {
      const names = namesOf(tags);
      if (names.length === 0) return;
      release(metrics, metric);
      for (const name of names) {
        const values = tagValues.get(name);
        if (values === undefined) continue;
        release(values, tags[name]!);
        if (values.size === 0) tagValues.delete(name);
      }
    },
    topMetrics: most => largest(metrics, most, count => count),
    topTags: most => largest(tagValues, most, values => values.size),
  };
}

const namesOf = (tags: Tags): string[] => Object.keys(tags).filter(name => name !== 'metric_type');

function use(uses: Uses, text: string): void {
  const count = uses.get(text);
  if (count === undefined) uses.set(ownedText(text), 1);
  else uses.set(text, count + 1);
}

function release(uses: Uses, text: string): void {
  const count = uses.get(text);
  if (count === undefined) return;
  if (count > 1) uses.set(text, count - 1);
  else uses.delete(text);
}
