/** The kinds of metric that the StatsD line protocol knows; stored as the tag `metric_type`, as Telegraf does. */
export const metricTypes = ['counter', 'gauge', 'timing', 'histogram', 'distribution', 'set'] as const;

/** One of {@link metricTypes}. */
export type MetricType = (typeof metricTypes)[number];

/** Tag names and values. A tag without a value has the value `true`. */
export type Tags = Readonly<Record<string, string>>;

/** One text per set of tags, whatever order they came in: `a:1,b:2`. */
export function tagsKey(tags: Tags): string {
  return Object.keys(tags)
    .sort()
    .map(name => `${name}:${tags[name]}`)
    .join(',');
}
