import { cleanName } from '../../shared/clean-name.ts';
import type { Tags } from '../../shared/metric.ts';
import { isOwnMetric } from '../../shared/own-metrics.ts';
import { ownTags } from '../tally/own-tags.ts';
import { cleanTagValue, createDistinctValues, otherValue } from '../tally/tag-values.ts';
import type { GaugeEntry, SetEntry, Tally, ValuesEntry } from '../tally/tally.ts';
import type { BadReason, WrittenMetric, WrittenTag } from './written-metric.ts';

/** Metrics, by name and type, that the lines of one source may make; further ones are refused. */
const maxMetrics = 500;
/** Series that they may have together; of each metric all further ones are one, with `_OTHER` for its tags. */
const maxSeries = 2000;
/** Names of tags that one metric may have. */
const maxTagNames = 20;
const longestName = 200;

/** What one type of metric adds a written one to. */
type Take = (metric: WrittenMetric) => void;

interface Metric {
  readonly distinct: Map<string, (value: string) => string>;
  readonly series: Map<string, Take>;
  /** Of the series beyond the bound. */
  other: Take | undefined;
}

/** Adds written metrics to a tally, with their names and tags cleaned and their number bounded; says why not. */
export function createWrittenSeries(tally: Tally): (metric: WrittenMetric) => BadReason | undefined {
  const metrics = new Map<string, Metric>();
  let seriesCount = 0;

  const metricOf = (key: string): Metric | undefined => {
    let metric = metrics.get(key);
    if (metric === undefined && metrics.size < maxMetrics) {
      metric = { distinct: new Map(), series: new Map(), other: undefined };
      metrics.set(key, metric);
    }
    return metric;
  };

  return written => {
    const name = nameOf(written.name);
    if (name === undefined) return 'name';
    const metric = metricOf(`${written.type} ${name}`);
    if (metric === undefined) return 'limit';
    const tags = cleanTags(written.tags, metric.distinct);
    if (tags === undefined) return 'limit';
    const key = tags.flat().join('\n'); // no name or value has a line feed any more
    let take = metric.series.get(key) ?? metric.other;
    if (take === undefined || !metric.series.has(key)) {
      if (seriesCount < maxSeries) {
        seriesCount += 1;
        take = openSeries(tally, written.type, name, Object.fromEntries(tags));
        metric.series.set(key, take);
      } else {
        metric.other ??= openSeries(
          tally,
          written.type,
          name,
          Object.fromEntries(tags.map(([tag]) => [tag, otherValue])),
        );
        take = metric.other;
      }
    }
    take(written);
    return undefined;
  };
}

/** As StatsD cleans it. Undefined for one that holds tags, or is Tidegauge's own: no line may pass for what we measure. */
function nameOf(written: string): string | undefined {
  if (written.length > longestName || /[,;#[=]/.test(written)) return undefined;
  const name = cleanName(written);
  return /^[a-zA-Z_]/.test(name) && !isOwnMetric(name) ? name : undefined;
}

/** Sorted, without those that say where a line comes from; undefined when the metric would have too many. */
function cleanTags(written: readonly WrittenTag[], distinct: Metric['distinct']): WrittenTag[] | undefined {
  const tags = new Map<string, string>();
  for (const [writtenName, value] of written) {
    const name = cleanTagValue(writtenName.trim()).replace(/[^\p{L}\p{N}_.-]/gu, '_');
    if (name === '' || ownTags.includes(name)) continue;
    let bound = distinct.get(name);
    if (bound === undefined) {
      if (distinct.size >= maxTagNames) return undefined;
      bound = createDistinctValues();
      distinct.set(name, bound);
    }
    tags.set(name, bound(cleanTagValue(value.trim()) || 'true'));
  }
  return [...tags].sort(([a], [b]) => (a < b ? -1 : 1));
}

function openSeries(tally: Tally, type: WrittenMetric['type'], name: string, tags: Tags): Take {
  if (type === 'set') return takeMember(tally.set(name, tags));
  if (type === 'gauge') return takeGauge(tally.gauge(name, tags));
  if (type !== 'counter') return takeNumbers(tally[type](name, tags));
  const counter = tally.counter(name, tags);
  return metric => {
    if (metric.type === 'counter') for (const value of metric.values) counter.add(value / metric.rate);
  };
}

function takeMember(set: SetEntry): Take {
  return metric => {
    if (metric.type === 'set') set.add(cleanTagValue(metric.member));
  };
}

function takeGauge(gauge: GaugeEntry): Take {
  return metric => {
    if (metric.type !== 'gauge') return;
    for (const value of metric.values) metric.change ? gauge.change(value) : gauge.add(value);
  };
}

function takeNumbers(values: ValuesEntry): Take {
  /** What whole numbers of times have left over so far: a value of rate 0.3 is there three times, and each third one four. */
  let left = 0;
  return metric => {
    if (metric.type === 'set' || metric.type === 'gauge') return;
    for (const value of metric.values) {
      const times = Math.round(1 / metric.rate + left);
      left += 1 / metric.rate - times;
      values.add(value, times);
    }
  };
}
