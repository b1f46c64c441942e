import type { MetricType, Tags } from '../../../services/shared/metric.ts';
import type { Point } from '../../../services/shared/point.ts';
import { type DocumentedMetric, documentedMetrics } from '../documented-metrics.ts';

/** A policy's name, and the distance between its points in milliseconds. */
export interface Policy {
  readonly name: 'autogen' | '1m' | '10m';
  readonly step: number;
}

const minute = 60_000;

/** As the stack has them. */
export const policies: readonly Policy[] = [
  { name: 'autogen', step: 10_000 },
  { name: '1m', step: minute },
  { name: '10m', step: 10 * minute },
];

/** Series of each metric: enough for each value of a tag to come with each way a log is read. */
const seriesOfEach = 28;

/** A log is that of a file or of a container. */
const containersTags = ['container', 'image', 'compose_project', 'compose_service', 'stream'];

function tagsOf({ type, tags, tagValues }: DocumentedMetric, index: number): Tags {
  const pair = Math.floor(index / 2);
  // At another pace than the listed values, so that each comes with each.
  const later = Math.floor((2 * index) / seriesOfEach);
  const left = tags.has('file') ? (index % 2 === 0 ? ['file'] : containersTags) : [];
  const made: Record<string, string> = { metric_type: type };
  for (const tag of tags) {
    if (left.includes(tag)) continue;
    const listed = tagValues.get(tag);
    const others = tag === 'compose_service' ? ['gateway', 'web'] : [`${tag}-a`, `${tag}-b`];
    if (tag === 'host') made[tag] = 'host-a';
    else made[tag] = listed ? listed[pair % listed.length]! : others[later]!;
  }
  return made;
}

const spread = ['timing', 'histogram', 'distribution'];

/** A metric's fields; what is a sum grows with the step. */
function fieldsOf(type: string, step: number): Point['fields'] {
  const count = step / 10_000;
  if (type === 'counter') return { value: 50 * count };
  if (!spread.includes(type)) return { value: 3 };
  const percentiles = { '90_percentile': 8, '95_percentile': 9, '99_percentile': 10 };
  return { count: 50 * count, sum: 200 * count, mean: 4, lower: 1, upper: 11, median: 3, stddev: 1, ...percentiles };
}

/** What an application may send, one metric of each type. */
const applications: readonly MetricType[] = ['counter', 'gauge', 'timing', 'histogram', 'distribution', 'set'];

/** What StatsD allows in a name. */
const oddNames = ['shop/page', 'shop"quoted'];

/** At `times` one point of each series of every documented metric, and of one application's metric of each type. */
export function seedPoints({ step }: Policy, times: readonly number[]): Point[] {
  const documented = [...documentedMetrics()].flatMap(([metric, described]) =>
    Array.from({ length: seriesOfEach }, (_, index) => ({
      metric,
      type: described.type,
      tags: tagsOf(described, index),
    })),
  );
  const sent = applications.map(type => ({ metric: `shop.${type}`, type, tags: { metric_type: type } }));
  const odd = oddNames.map(metric => ({ metric, type: 'counter', tags: { metric_type: 'counter' } }));
  return [...documented, ...sent, ...odd].flatMap(({ metric, type, tags }) =>
    times.map(time => ({ metric, tags, fields: fieldsOf(type, step), time })),
  );
}

/** What a counter of an application counts that counts 5 a second, at `times`. */
export const steadyPoints = ({ step }: Policy, times: readonly number[]): Point[] =>
  times.map(time => ({ metric: 'steady', tags: { metric_type: 'counter' }, fields: { value: step / 200 }, time }));
