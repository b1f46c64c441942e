import type { Clock } from '../../shared/lifecycle/clock.ts';
import { ownedText } from '../../shared/owned-text.ts';
import type { SelfMetrics } from '../../shared/self-metrics.ts';
import { nameTag } from './name-tag.ts';

/** Which bounds there are: on all series and the memory for their names, on those of a metric, on the values of a tag. */
export const overflowKinds = ['total', 'metric', 'tag'] as const;

/** One of {@link overflowKinds}. */
export type OverflowKind = (typeof overflowKinds)[number];

/** Names told apart for each bound; all others are `other`. */
const maxNames = 20;
/** How long a name that nothing comes for any more keeps its place, in milliseconds. */
const placeTime = 3_600_000;
const otherName = 'other';
const metricName = 'tidegauge.statsd.series.overflow';

/** Of one name. */
interface Place {
  readonly tag: string;
  lines: number;
  /** Epoch milliseconds of the last report that had something of it. */
  last: number;
}

/** Of one bound. */
interface Page {
  readonly places: Map<string, Place>;
  others: number;
}

/** Lines that found no series and could have none. */
export interface OverflowLedger {
  /** `name` is that of the metric, or of the tag when the bound is on its values. */
  count(by: OverflowKind, name: string): void;
}

/**
 * Tells at each report what overflowed, by the names of the first that did. Places are kept for an hour rather than
 * given out anew each time: names come from strangers, and every new one is another series in the store. Those with a place,
 * and `other`, are told at zero, too.
 */
export function createOverflowLedger(clock: Pick<Clock, 'now'>, selfMetrics: SelfMetrics): OverflowLedger {
  const pages = new Map(overflowKinds.map(by => [by, emptyPage()] as const));

  selfMetrics.each(client => {
    const now = clock.now();
    for (const [by, page] of pages) {
      client.count(metricName, page.others, { by, name: otherName });
      page.others = 0;
      for (const [name, place] of page.places) {
        client.count(metricName, place.lines, { by, name: place.tag });
        if (place.lines > 0) place.last = now;
        else if (now - place.last >= placeTime) page.places.delete(name);
        place.lines = 0;
      }
    }
  });

  return {
    count(by, name) {
      const page = pages.get(by)!;
      const place = page.places.get(name);
      if (place !== undefined) place.lines += 1;
      else if (page.places.size >= maxNames) page.others += 1;
      else page.places.set(ownedText(name), { tag: nameTag(name), lines: 1, last: clock.now() });
    },
  };
}

const emptyPage = (): Page => ({ places: new Map(), others: 0 });
