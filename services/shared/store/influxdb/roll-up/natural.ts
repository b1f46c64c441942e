import type { MetricType } from '../../../metric.ts';

/** How a window of a field's values becomes the one that a chart draws. */
export type Natural = 'sum' | 'mean' | 'min' | 'max';

/** What comes first counts; a field that nothing here knows is averaged. */
type Rules = readonly (readonly [field: RegExp, natural: Natural])[];

const ofTimes: Rules = [
  [/^(count|sum)$/, 'sum'],
  [/^(upper|.*_percentile)$/, 'max'],
  [/^lower$/, 'min'],
];

/**
 * The table: what a window of values is drawn as, as Graphite's storage-aggregation.conf has it
 * (https://graphite.readthedocs.io/en/latest/config-carbon.html#storage-aggregation-conf). What was counted adds up, what
 * was measured is averaged, and of extremes the extreme stays.
 */
const rulesOf: Readonly<Record<MetricType, Rules>> = {
  counter: [[/^/, 'sum']],
  gauge: [[/^/, 'mean']],
  set: [[/^/, 'max']],
  timing: ofTimes,
  histogram: ofTimes,
  distribution: ofTimes,
};

/** How the field of a metric of the type (its tag `metric_type`) is drawn. */
export function naturalOf(metricType: string | undefined, field: string): Natural {
  const rules = Object.hasOwn(rulesOf, metricType ?? '') ? rulesOf[metricType as MetricType] : [];
  return rules.find(([pattern]) => pattern.test(field))?.[1] ?? 'mean';
}
