import { type Tags, tagsKey } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';

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

/** Adds up what the lines of one source say, so that a StatsD client hears of it once per report and not per line. */
export interface Tally {
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
  /** So many different values of timings and their like, and members of sets, wait that `report` should be called before more lines come. */
  readonly full: boolean;
  /** Says what was added since the last call; of a series to which nothing was, nothing. */
  report(statsd: StatsdClient): void;
}

/** Different values of timings and their like, and members of sets, that are held between two reports. Further ones are dropped, and counted. */
const maxHeld = 65_536;

type Report = (statsd: StatsdClient) => void;

/** An empty tally. `tags` go with every series. */
export function createTally(tags: Tags): Tally {
  const entries = new Map<string, unknown>();
  const reports: Report[] = [];
  let held = 0;
  let dropped = 0;

  /** The series of that type, name and tags, made by `make` when it is new. */
  const entry = <Made extends { report: Report }>(
    type: string,
    name: string,
    own: Tags,
    make: (name: string, tags: Tags) => Made,
  ): Made => {
    const key = `${type} ${name} ${tagsKey(own)}`;
    // What lies under a type's key was made by that type's function.
    const known = entries.get(key) as Made | undefined;
    if (known !== undefined) return known;
    const made = make(name, { ...tags, ...own });
    entries.set(key, made);
    reports.push(made.report);
    return made;
  };

  /** How often each of the values of one series was added: a log tells milliseconds, which are few. */
  const createHeld = <Value>() => {
    const counts = new Map<Value, number>();
    return {
      add(value: Value, times = 1) {
        const before = counts.get(value);
        if (before !== undefined) counts.set(value, before + times);
        else if (held < maxHeld) {
          held += 1;
          counts.set(value, times);
        } else dropped += 1;
      },
      take(say: (value: Value, times: number) => void) {
        for (const [value, times] of counts) say(value, times);
        counts.clear();
      },
    };
  };

  const makeValues = (type: 'timing' | 'histogram' | 'distribution') => (name: string, all: Tags) => {
    const { add, take } = createHeld<number>();
    return { add, report: (statsd: StatsdClient) => take((value, times) => statsd[type](name, value, all, times)) };
  };
  const [makeTiming, makeHistogram, makeDistribution] = [
    makeValues('timing'),
    makeValues('histogram'),
    makeValues('distribution'),
  ];

  const makeSet = (name: string, all: Tags) => {
    const { add, take } = createHeld<string>();
    return {
      add: (member: string) => add(member),
      report: (statsd: StatsdClient) => take(member => statsd.set(name, member, all)),
    };
  };

  return {
    counter: (name, own = {}) => entry('counter', name, own, makeCounter),
    gauge: (name, own = {}) => entry('gauge', name, own, makeGauge),
    timing: (name, own = {}) => entry('timing', name, own, makeTiming),
    histogram: (name, own = {}) => entry('histogram', name, own, makeHistogram),
    distribution: (name, own = {}) => entry('distribution', name, own, makeDistribution),
    set: (name, own = {}) => entry('set', name, own, makeSet),
    get full() {
      return held >= maxHeld / 2;
    },
    report(statsd) {
      for (const report of reports) report(statsd);
      if (dropped > 0) statsd.count('tidegauge.log.timings.dropped', dropped, tags);
      held = 0;
      dropped = 0;
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
