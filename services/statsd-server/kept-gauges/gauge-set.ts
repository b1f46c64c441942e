import { type Tags, tagsKey } from '../../shared/metric.ts';
import type { KeptEntry } from './kept-entry.ts';

/** The gauges that are kept, each by metric and tags. */
export interface GaugeSet {
  readonly size: number;
  find(metric: string, tags: Tags): KeptEntry | undefined;
  /** One that is not there yet. */
  add(metric: string, tags: Tags): KeptEntry;
  remove(entry: KeptEntry): void;
  all(): Iterable<KeptEntry>;
}

/** An empty set. */
export function createGaugeSet(): GaugeSet {
  const entries = new Map<string, KeptEntry>();
  /** A series shows the same tags at each flush. Where several share them it knows one of these. */
  const byTags = new WeakMap<Tags, KeptEntry>();
  /** Of tags that several series share: sorting them once is enough. */
  const sharedTexts = new WeakMap<Tags, string>();
  let lastId = 0;

  const identity = (metric: string, tags: Tags) => `${metric}|${sharedTexts.get(tags) ?? tagsKey(tags)}`;

  function find(metric: string, tags: Tags): KeptEntry | undefined {
    const known = byTags.get(tags);
    if (known?.metric === metric && !known.forgotten) return known;
    if (known && !sharedTexts.has(tags)) sharedTexts.set(tags, tagsKey(tags));
    const found = entries.get(identity(metric, tags));
    if (!found) return undefined;
    found.tags = tags;
    if (!known || known.forgotten) byTags.set(tags, found);
    return found;
  }

  return {
    get size() {
      return entries.size;
    },
    find,
    add(metric, tags) {
      lastId += 1;
      const entry: KeptEntry = {
        id: lastId,
        metric,
        tags,
        value: 0,
        time: Number.NEGATIVE_INFINITY,
        savedValue: Number.NaN,
        savedTime: Number.NEGATIVE_INFINITY,
        definedIn: 0,
        waiting: false,
        forgotten: false,
      };
      entries.set(identity(metric, tags), entry);
      byTags.set(tags, entry);
      return entry;
    },
    remove(entry) {
      entry.forgotten = true;
      entries.delete(identity(entry.metric, entry.tags));
    },
    all: () => entries.values(),
  };
}
