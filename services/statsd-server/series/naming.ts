import type { Config } from '../../shared/config/schema.ts';
import { type MetricType, metricTypes, type Tags } from '../../shared/metric.ts';
import { isOwnMetric } from '../../shared/own-metrics.ts';
import type { Figures } from '../aggregation/figures.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import { nameAndTags } from '../parser/named.ts';
import type { MetricRules } from '../rules/rule.ts';

/** What a line's bytes stand for. */
export interface Identity {
  readonly metric: string;
  /** With `metric_type`. */
  readonly tags: Tags;
  /** Milliseconds. */
  readonly interval: number;
  readonly figures: Figures;
  /** The same bytes stand for the same from now on. */
  readonly lasting: boolean;
}

/** From bytes to a name and tags: asked once for each way to write a series, not for each line. */
export type Naming = (line: MetricLine) => Identity | 'name' | 'tags' | 'dropped';

/** What a naming works with. */
export interface NamingOptions {
  readonly config: Pick<Config['statsd'], 'names' | 'prefix' | 'tags'>;
  readonly rules: MetricRules;
  /** The tags of a container by its id; undefined while it is not known. */
  readonly containerTags: (id: string) => Tags | undefined;
}

/** Behind the tags of a line, where the parser was told to keep it: DogStatsD's container id. */
const originMark = '|c:';

/** What Datadog takes at most, too: each tag costs a place in every table behind this. */
const mostTags = 100;

/** Of metrics without other tags: one object for all of a type, since there may be a million of them. */
const bareTags = metricTypes.map((metric_type): Tags => ({ metric_type }));

/** Takes the dialects apart, asks the rules, puts the prefix before what is not one of our own metrics. */
export function createNaming({ config: { names, prefix, tags: given }, rules, containerTags }: NamingOptions): Naming {
  return line => {
    const name = line.buffer.toString('utf8', line.nameStart, line.nameEnd);
    const section = line.buffer.toString('utf8', line.tagsStart, line.tagsEnd);
    const originAt = section.indexOf(originMark);
    const origin = originAt < 0 ? {} : containerTags(section.slice(originAt + originMark.length));
    const named = nameAndTags(name, originAt < 0 ? section : section.slice(0, originAt), { names });
    if (named.metric === '') return 'name';
    if (Object.keys(named.tags).length > mostTags) return 'tags';
    const type: MetricType = metricTypes[line.type]!;
    const ruled = rules(type, { metric: named.metric, tags: { ...origin, ...named.tags } });
    if (ruled === 'dropped') return 'dropped';
    const isOwn = isOwnMetric(ruled.metric);
    const tags = isOwn ? ruled.tags : { ...given, ...ruled.tags };
    return {
      metric: isOwn ? ruled.metric : prefix + ruled.metric,
      tags: Object.keys(tags).length === 0 ? bareTags[line.type]! : { ...tags, metric_type: type },
      interval: ruled.interval,
      figures: ruled.figures,
      lasting: origin !== undefined,
    };
  };
}
