import type { MetricType } from '../../../shared/metric.ts';
import type { Point } from '../../../shared/point.ts';
import { isLateTime } from '../../flush/stamps.ts';
import { labelsOf, metricName } from './names.ts';
import { createSample, type Kind, type Sample } from './sample.ts';

/** All series of one name on the page. */
export interface Family {
  /** Of a counter without `_total`. */
  readonly name: string;
  readonly type: MetricType;
  readonly kind: Kind;
  /** The metric's name as it was when it came first. */
  readonly metric: string;
  /** By their labels. */
  readonly samples: ReadonlyMap<string, Sample>;
}

/** Why a point is not on the page. */
export type Left = 'overflow' | 'conflict' | 'negative' | 'not_finite';

/** What the page knows. */
export interface Families {
  /** Adds a point; answers why it was left out. */
  add(point: Point, now: number): Left | undefined;
  /** Forgets series that got nothing since `before`, epoch ms: of those it looks at, some thousands with each call. */
  forget(before: number): void;
  all(): Iterable<Family>;
  size(): number;
}

/** Series looked at by one call of {@link Families.forget}: with a million of them a call must not take long. */
const lookedAt = 20_000;

interface OpenFamily extends Family {
  readonly samples: Map<string, Sample>;
}

/** One series of the server; several may be one on the page, when their names fall together. */
interface Source {
  readonly family: OpenFamily;
  readonly labels: string;
  active: number;
}

/** What the names of a kind's lines are; OpenMetrics keeps `_created` free besides. */
const suffixes: Readonly<Record<Kind, readonly string[]>> = {
  counter: ['_total'],
  gauge: [''],
  summary: ['', '_sum', '_count', '_created'],
};

/**
 * No series. Metrics of one type whose names fall together are one family, and series of it whose labels do are one series: counters
 * add up, of a gauge the later value holds. Of metrics of different types whose lines would have the same names, the first has them
 * until it is forgotten; timings, histograms and distributions are one type here.
 */
export function createFamilies(maxSeries: () => number): Families {
  const sources = new Map<string, Source>();
  /** By the names of their lines. */
  const families = new Map<string, OpenFamily>();
  /** How many sources each sample has. */
  const shares = new Map<Sample, number>();
  let looking = sources.entries();

  function familyOf({ metric, tags }: Point): OpenFamily | undefined {
    const type = typeOf(tags.metric_type as MetricType);
    const kind = kindOf(type);
    const name = kind === 'counter' ? metricName(metric).replace(/(.)_total$/, '$1') : metricName(metric);
    const names = suffixes[kind].map(suffix => name + suffix);
    const known = families.get(names[0]!);
    if (known?.type === type && known.name === name) return known;
    if (names.some(each => families.has(each))) return undefined;
    const family = { name, type, kind, metric, samples: new Map<string, Sample>() };
    for (const each of names) families.set(each, family);
    return family;
  }

  function newSource(point: Point): Source | 'overflow' | 'conflict' {
    if (sources.size >= maxSeries()) return 'overflow';
    const family = familyOf(point);
    if (!family) return 'conflict';
    const labels = labelsOf(point.tags, family.kind === 'summary' ? 'quantile' : undefined);
    let sample = family.samples.get(labels);
    if (!sample) {
      sample = createSample[family.kind](labels);
      family.samples.set(labels, sample);
    }
    shares.set(sample, (shares.get(sample) ?? 0) + 1);
    return { family, labels, active: 0 };
  }

  function forgetSource({ family, labels }: Source): void {
    const sample = family.samples.get(labels)!;
    const left = shares.get(sample)! - 1;
    shares.set(sample, left);
    if (left > 0) return;
    shares.delete(sample);
    family.samples.delete(labels);
    if (family.samples.size === 0) for (const suffix of suffixes[family.kind]) families.delete(family.name + suffix);
  }

  return {
    add(point, now) {
      const key = keyOf(point);
      let source = sources.get(key);
      if (!source) {
        const made = newSource(point);
        if (typeof made === 'string') return made;
        source = made;
        sources.set(key, source);
      }
      source.active = now;
      return source.family.samples.get(source.labels)!.add(point.fields, isLateTime(point.time));
    },
    forget(before) {
      for (let count = 0; count < lookedAt; count++) {
        const next = looking.next();
        if (next.done) {
          looking = sources.entries();
          return;
        }
        const [key, source] = next.value;
        if (source.active >= before) continue;
        sources.delete(key);
        forgetSource(source);
      }
    },
    all: () => new Set(families.values()),
    size: () => sources.size,
  };
}

const typeOf = (type: MetricType): MetricType => (type === 'histogram' || type === 'distribution' ? 'timing' : type);

const kindOf = (type: MetricType): Kind => (type === 'counter' ? 'counter' : type === 'timing' ? 'summary' : 'gauge');

/** Tags come in one order for one series; separators that no line of StatsD can have keep them apart. */
function keyOf({ metric, tags }: Point): string {
  let key = metric;
  for (const name in tags) key += `\n${name}\n${tags[name]}`;
  return key;
}
