import type { MetricType } from '../../../shared/metric.ts';
import type { Point } from '../../../shared/point.ts';
import { cleanName, tagSuffix } from './path.ts';

/** How points are told to Graphite. */
export interface GraphiteNaming {
  /** Before every path; nothing when it is empty. */
  readonly prefix: string;
  /** Whether tags are told. */
  readonly tags: boolean;
  /** Seconds of an interval, for a counter's rate. */
  readonly seconds: number;
}

/** statsd's name spaces (`legacyNamespace: false`). */
const spaces: Record<MetricType, string> = {
  counter: 'counters',
  gauge: 'gauges',
  set: 'sets',
  timing: 'timers',
  histogram: 'timers',
  distribution: 'timers',
};

/** Where statsd calls a figure otherwise than Telegraf, whose names our fields have. */
const statsdFields: Readonly<Record<string, string>> = { stddev: 'std' };

/**
 * A point as lines of carbon's plain text, `path[;tag=value] value seconds`, each ended by a line feed, by the paths of
 * statsd's Graphite backend: `stats.counters.a.count` and `.rate`, `stats.gauges.a`, `stats.sets.a.count`,
 * `stats.timers.a.mean`. Values that are not finite are left out.
 */
export function graphiteLines(point: Point, { prefix, tags, seconds }: GraphiteNaming): string {
  const type = point.tags.metric_type as MetricType;
  const path = `${prefix === '' ? '' : `${cleanName(prefix)}.`}${spaces[type] ?? 'gauges'}.${cleanName(point.metric)}`;
  const suffix = tags ? tagSuffix(point.tags) : '';
  const end = ` ${Math.floor(point.time / 1000)}\n`;
  const line = (field: string, value: number | undefined) =>
    value === undefined || !Number.isFinite(value) ? '' : `${path}${field}${suffix} ${value}${end}`;
  const { value } = point.fields;
  switch (type) {
    case 'counter':
      return line('.count', value) + line('.rate', value === undefined ? undefined : value / seconds);
    case 'set':
      return line('.count', value);
    case 'timing':
    case 'histogram':
    case 'distribution': {
      let lines = '';
      for (const field in point.fields) lines += line(`.${fieldPath(field)}`, point.fields[field]);
      return lines;
    }
    default:
      return line('', value);
  }
}

/** A dot would begin a part of the path: `99.9_percentile` becomes `99_9_percentile`. statsd has bins one part deeper: `histogram.bin_10`. */
const fieldPath = (field: string) =>
  statsdFields[field] ??
  cleanName(field)
    .replaceAll('.', '_')
    .replace(/^histogram_/, 'histogram.');
