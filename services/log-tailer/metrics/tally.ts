import { type Tags, tagsKey } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';

/** One series of a tally: takes numbers at the price of an addition. */
export interface Entry {
  add(value: number): void;
}

/** Adds up what the lines of one source say, so that a StatsD client hears of it once per report and not per line. */
export interface Tally {
  /** The counter of that name with the tally's tags and these. Asked for again, it is the same one. */
  counter(name: string, tags?: Tags): Entry;
  /** Of the values added between two reports only the last one is said. */
  gauge(name: string, tags?: Tags): Entry;
  /** Every value, in milliseconds, is said as often as it was added. */
  timing(name: string, tags?: Tags): Entry;
  /** So many different values of timings wait that `report` should be called before more lines come. */
  readonly full: boolean;
  /** Says what was added since the last call; of a series to which nothing was, nothing. */
  report(statsd: StatsdClient): void;
}

/** Different values of timings that are held between two reports. Further ones are dropped, and counted. */
const maxTimings = 65_536;

type Report = (statsd: StatsdClient) => void;

/** An empty tally. `tags` go with every series. */
export function createTally(tags: Tags): Tally {
  const entries = new Map<string, Entry>();
  const reports: Report[] = [];
  let held = 0;
  let dropped = 0;

  /** The series of that type, name and tags, made by `make` when it is new. */
  const entry = (
    type: string,
    name: string,
    own: Tags,
    make: (name: string, tags: Tags) => { add: Entry['add']; report: Report },
  ) => {
    const key = `${type} ${name} ${tagsKey(own)}`;
    let known = entries.get(key);
    if (known === undefined) {
      const { add, report } = make(name, { ...tags, ...own });
      known = { add };
      entries.set(key, known);
      reports.push(report);
    }
    return known;
  };

  const makeTiming = (name: string, all: Tags) => {
    /** How often each value was added: a log tells milliseconds, which are few. */
    const times = new Map<number, number>();
    return {
      add(value: number) {
        const before = times.get(value);
        if (before !== undefined) times.set(value, before + 1);
        else if (held < maxTimings) {
          held += 1;
          times.set(value, 1);
        } else dropped += 1;
      },
      report(statsd: StatsdClient) {
        for (const [value, count] of times) statsd.timing(name, value, all, count);
        times.clear();
      },
    };
  };

  return {
    counter: (name, own = {}) => entry('counter', name, own, makeCounter),
    gauge: (name, own = {}) => entry('gauge', name, own, makeGauge),
    timing: (name, own = {}) => entry('timing', name, own, makeTiming),
    get full() {
      return held >= maxTimings / 2;
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
  return {
    add(value: number) {
      last = value;
    },
    report(statsd: StatsdClient) {
      if (last === undefined) return;
      statsd.gauge(name, last, tags);
      last = undefined;
    },
  };
}
