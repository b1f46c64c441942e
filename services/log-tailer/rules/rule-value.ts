import type { ValueUnit } from '../../shared/config/sections/log-rules.ts';
import type { MetricType } from '../../shared/metric.ts';
import { bounded } from '../written-metrics/number.ts';
import { scaled } from '../written-metrics/units.ts';
import { measureOf, quantityOf } from './quantity.ts';

/**
 * The number that a rule's value is: times in milliseconds, sizes in bytes, a share as a fraction of one. A number
 * without a unit has that of the rule. Undefined for what is no number, and for one that the metric cannot have: below
 * zero for a counter or a timing, a size for a timing.
 */
export function readValue(value: unknown, type: MetricType, unit: ValueUnit | undefined): number | undefined {
  const quantity = quantityOf(value);
  if (quantity === undefined) return undefined;
  const measure = quantity.of === 'plain' && unit !== undefined ? measureOf(unit) : undefined;
  const number = bounded(measure === undefined ? quantity.value : scaled(quantity.value, measure.factor));
  const of = measure?.of ?? quantity.of;
  if (type === 'timing' && of !== 'plain' && of !== 'time') return undefined;
  if (number === undefined || (number < 0 && (type === 'counter' || type === 'timing'))) return undefined;
  return number;
}
