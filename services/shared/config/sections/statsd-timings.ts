import { z } from 'zod';
import { distinct } from './types.ts';

/** Percentiles as Telegraf has them: fields `90_percentile`. */
export const percentiles = z
  .array(z.number().gt(0).lt(100))
  .max(20)
  .refine(distinct, { error: 'a list in which no percentile is twice' });

/** Percentiles as statsd has them: fields `upper_90`, `lower_top10` and so on. */
export const statsdPercentiles = z
  .array(
    z
      .number()
      .gte(-100)
      .lte(100)
      .refine(value => value !== 0, { error: 'other than 0' }),
  )
  .max(20)
  .refine(distinct, { error: 'a list in which no percentile is twice' });

/** Upper ends of a histogram's bins, ascending. */
export const bins = z
  .array(z.union([z.number(), z.literal('inf').transform(() => Number.POSITIVE_INFINITY)]))
  .max(50)
  .refine(ends => ends.every((end, index) => index === 0 || end > ends[index - 1]!), {
    error: 'numbers in ascending order, of which the last may be inf',
  });

/** The figures of timings, histograms and distributions. */
export const timingFields = [
  'count',
  'count_ps',
  'sum',
  'sum_squares',
  'mean',
  'median',
  'lower',
  'upper',
  'stddev',
] as const;
