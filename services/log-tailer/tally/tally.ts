import { type Tags, tagsKey } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import { createNumberCounts, createValueCounts, type ValueRoom } from './value-counts.ts';

/** One series of a tally: takes numbers at the price of an addition. */
export interface Entry {
  add(value: number): void;
}

/** A gauge of a tally: what is added is set. */
export interface GaugeEntry extends Entry {
  /** Adds to what the gauge is, whether it is known here or only to the server. */
  change(by: number): void;
}

/** A series of values of which each counts for itself. */
export interface ValuesEntry {
  /** `times` is how often the value was measured, a whole number; once if left out. */
  add(value: number, times?: number): void;
}

/** A set of a tally. */
export interface SetEntry {
  add(member: string): void;
}

/** Gives out series. */
export interface TallySeries {
  /** The counter of that name with the tally's tags and these. Asked for again, it is the same one. */
  counter(name: string, tags?: Tags): Entry;
  /** Of the values added between two reports only the last one is said. */
  gauge(name: string, tags?: Tags): GaugeEntry;
  /** Every value, in milliseconds, is said as often as it was added. */
  timing(name: string, tags?: Tags): ValuesEntry;
  /** As a timing, of any unit. */
  histogram(name: string, tags?: Tags): ValuesEntry;
  /** As a timing, of any unit. */
  distribution(name: string, tags?: Tags): ValuesEntry;
  /** Each different member is said once. */
  set(name: string, tags?: Tags): SetEntry;
}

/** Series for one who may go while the tally stays. */
export interface TallyShare extends TallySeries {
  /** What it asked for, and nobody else has, is forgotten with the next report, which still says what was added. */
  close(): void;
}

/** Adds up what the lines of one source say, so that a StatsD client hears of it once per report and not per line. */
export interface Tally extends TallySeries {
  /** Series that it has in common with the tally and other shares, until it is closed. */
  share(): TallyShare;
  /** So many different values of timings and their like, and members of sets, wait that `report` should be called before more lines come. */
  isFull(): boolean;
  /** Says what was added since the last call; of a series to which nothing was, nothing. */
  report(statsd: StatsdClient): void;
}

/** Different values of timings and their like, and members of sets, that are held between two reports. Further ones are dropped, and counted. */
const maxHeld = 65_536;

type Report = (statsd: StatsdClient) => void;

/** A series, and how many shares have it; the tally itself never lets go of one. */
interface Held {
  readonly made: { report: Report };
  users: number;
}

/**
 * An empty tally. `tags` go with every series. Of methods alone, like all that is asked for each line: V8 keeps an object
 * that is written with a getter as a dictionary, in which it looks up even the methods.
 */
export function createTally(tags: Tags): Tally {
  const entries = new Map<string, Held>();
  /** Keys of series that no share has any more. */
  const unused = new Set<string>();
  const room: ValueRoom = { left: maxHeld, dropped: 0 };

  /** The series of that type, name and tags, made by `make` when it is new; `keys` are those of the share that asks. */
  const entry = <Made extends { report: Report }>(
    keys: Set<string> | undefined,
    type: string,
    name: string,
    own: Tags,
    make: (name: string, tags: Tags) => Made,
  ): Made => {
    const key = `${type} ${name} ${tagsKey(own)}`;
    // What lies under a type's key was made by that type's function.
    const known = entries.get(key);
    const held = known ?? { made: make(name, { ...tags, ...own }), users: 0 };
    if (known === undefined) entries.set(key, held);
    if (!keys?.has(key)) held.users += keys === undefined ? Number.POSITIVE_INFINITY : 1;
    keys?.add(key);
    return held.made as Made;
  };

  const makeValues = (type: 'timing' | 'histogram' | 'distribution') => (name: string, all: Tags) => {
    const { add, take } = createNumberCounts(room);
    return { add, report: (statsd: StatsdClient) => take((value, times) => statsd[type](name, value, all, times)) };
  };
  const [makeTiming, makeHistogram, makeDistribution] = [
    makeValues('timing'),
    makeValues('histogram'),
    makeValues('distribution'),
  ];

  const makeSet = (name: string, all: Tags) => {
    const { add, take } = createValueCounts<string>(room);
    return {
      add: (member: string) => add(member),
      report: (statsd: StatsdClient) => take(member => statsd.set(name, member, all)),
    };
  };

  const seriesFor = (keys?: Set<string>): TallySeries => ({
    counter: (name, own = {}) => entry(keys, 'counter', name, own, makeCounter),
    gauge: (name, own = {}) => entry(keys, 'gauge', name, own, makeGauge),
    timing: (name, own = {}) => entry(keys, 'timing', name, own, makeTiming),
    histogram: (name, own = {}) => entry(keys, 'histogram', name, own, makeHistogram),
    distribution: (name, own = {}) => entry(keys, 'distribution', name, own, makeDistribution),
    set: (name, own = {}) => entry(keys, 'set', name, own, makeSet),
  });
  const release = (keys: Set<string>) => {
    for (const key of keys) {
      const held = entries.get(key);
      if (held === undefined) continue;
      held.users -= 1;
      if (held.users === 0) unused.add(key);
    }
    keys.clear();
  };

  return {
    ...seriesFor(),
    share() {
      const keys = new Set<string>();
      return { ...seriesFor(keys), close: () => release(keys) };
    },
    isFull: () => room.left <= maxHeld / 2,
    report(statsd) {
      for (const { made } of entries.values()) made.report(statsd);
      // One that was asked for again meanwhile stays.
      for (const key of unused) if (entries.get(key)?.users === 0) entries.delete(key);
      unused.clear();
      if (room.dropped > 0) statsd.count('tidegauge.log.timings.dropped', room.dropped, tags);
      room.left = maxHeld;
      room.dropped = 0;
    },
  };
}

function makeCounter(name: string, tags: Tags) {
  let sum = 0;
  return {
    add(value: number) {
      sum += value;
    },
    report(statsd: StatsdClient) {
      if (sum === 0) return;
      statsd.count(name, sum, tags);
      sum = 0;
    },
  };
}

function makeGauge(name: string, tags: Tags) {
  let last: number | undefined;
  let changed: number | undefined;
  return {
    add(value: number) {
      last = value;
      changed = undefined;
    },
    change(by: number) {
      if (last !== undefined) last += by;
      else changed = (changed ?? 0) + by;
    },
    report(statsd: StatsdClient) {
      if (last !== undefined) statsd.gauge(name, last, tags);
      else if (changed !== undefined) statsd.gaugeDelta(name, changed, tags);
      last = changed = undefined;
    },
  };
}
