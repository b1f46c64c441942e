import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { createByteSearch } from './byte-search.ts';
import { emfUnit } from './emf-units.ts';
import { bounded } from './number.ts';
import { scaled } from './units.ts';
import type { BadReason, WrittenMetric, WrittenTag } from './written-metric.ts';

/** The specification's bounds. */
const mostMetrics = 100;
const mostValues = 100;
const mostDimensions = 30;

/** Whether a line may be such a document. */
export const hasEmf = createByteSearch(['"CloudWatchMetrics"']);

type JsonObject = Readonly<Record<string, unknown>>;
type Found = Outcome<WrittenMetric, BadReason>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Not what every object inherits, such as `constructor`. */
const memberOf = (object: JsonObject, name: string) => (Object.hasOwn(object, name) ? object[name] : undefined);

/**
 * The metrics of a document in AWS's embedded metric format, each or why it is none; undefined when the JSON is no such
 * document. All dimension sets of a directive together make the tags: a query over fewer of them gives what the smaller
 * sets would.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function readEmf(text: string): readonly Found[] | undefined {
  const root = parseJson(text);
  if (root === undefined) return [failure('json')];
  const metadata = isObject(root) ? memberOf(root, '_aws') : undefined;
  if (!isObject(root) || !isObject(metadata) || !Object.hasOwn(metadata, 'CloudWatchMetrics')) return undefined;
  const directives = metadata.CloudWatchMetrics;
  return Array.isArray(directives)
    ? directives.flatMap(directive => readDirective(root, directive))
    : [failure('json')];
}

function readDirective(root: JsonObject, directive: unknown): Found[] {
  if (!isObject(directive)) return [failure('json')];
  const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
  if (typeof namespace !== 'string' || namespace === '') return [failure('name')];
  if (!Array.isArray(metrics)) return [failure('json')];
  if (metrics.length > mostMetrics) return [failure('limit')];
  const tags = readDimensions(root, sets);
  if (!tags.ok) return [tags];
  return metrics.map(metric => readMetric(root, namespace, metric, tags.value));
}

function readDimensions(root: JsonObject, sets: unknown): Outcome<WrittenTag[], BadReason> {
  if (!Array.isArray(sets) || !sets.every(Array.isArray)) return failure('dimension');
  const names = new Set<unknown>(sets.flat());
  if (names.size > mostDimensions) return failure('limit');
  const tags: WrittenTag[] = [];
  for (const name of names) {
    const value = typeof name === 'string' ? memberOf(root, name) : undefined;
    if (typeof name !== 'string' || typeof value !== 'string') return failure('dimension');
    tags.push([name, value]);
  }
  return success(tags);
}

function readMetric(root: JsonObject, namespace: string, metric: unknown, tags: readonly WrittenTag[]): Found {
  if (!isObject(metric) || typeof metric.Name !== 'string' || metric.Name === '') return failure('name');
  const target = memberOf(root, metric.Name);
  const written: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (written.length > mostValues) return failure('limit');
  const { type, factor } = emfUnit(metric.Unit);
  const values = written.flatMap(value => (typeof value === 'number' ? (bounded(scaled(value, factor)) ?? []) : []));
  if (values.length < written.length) return failure('value');
  return success({ type, name: `${namespace.replaceAll('/', '.')}.${metric.Name}`, tags, values, rate: 1 });
}
