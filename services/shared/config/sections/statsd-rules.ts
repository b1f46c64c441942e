import { z } from 'zod';
import { metricTypes } from '../../metric.ts';
import { danglingPlaceholder, isNamePattern, starsIn } from './name-pattern.ts';
import { bins, percentiles, statsdPercentiles, timingFields } from './statsd-timings.ts';
import { hourPart } from './types.ts';

/** What one rule says, before its parts are held against each other. */
const fields = z.strictObject({
  match: z
    .string()
    .min(1)
    .refine(isNamePattern, { error: 'a pattern in which ** is, if it is there, all of the last part' })
    .describe(
      'Names this rule is for: parts between dots, where `*` is any one part (or part of one), and `**` at the end all the rest. `api.*.time` matches `api.login.time`.',
    ),
  types: z.array(z.enum(metricTypes)).min(1).optional().describe('Types of metric this rule is for; all by default.'),
  drop: z.boolean().default(false).describe('Leaves them out; they are counted in tidegauge.statsd.rules.dropped.'),
  rename: z
    .string()
    .min(1)
    .optional()
    .describe('The new name; `$1`, `$2` … are what the first, second … `*` stood for. `api.time`'),
  tags: z
    .record(z.string().min(1), z.string().min(1))
    .refine(tags => !Object.hasOwn(tags, 'metric_type'), {
      path: ['metric_type'],
      error: 'left out: every metric has that tag already',
    })
    .default({})
    .describe('Tags to add; values may have `$1` …, so that parts of a dotted name become tags.'),
  interval: hourPart
    .optional()
    .describe('How often they become points, a multiple of statsd.flush_interval that divides an hour.'),
  fields: z
    .array(z.enum(timingFields))
    .optional()
    .describe('Figures of timings, histograms and distributions, in place of statsd.timing_fields.'),
  percentiles: percentiles.optional().describe('In place of statsd.percentiles.'),
  statsd_percentiles: statsdPercentiles.optional().describe('In place of statsd.statsd_percentiles.'),
  histogram: bins.optional().describe('Upper ends of bins, each exclusive, as statsd has them: `[10, 100, inf]`.'),
});

/** What becomes of the metrics whose names match. */
export const statsdRule = fields.superRefine(({ match, rename, tags }, context) => {
  const stars = starsIn(match);
  const check = (text: string, path: string[]) => {
    if (danglingPlaceholder(text, stars) === undefined) return;
    const message =
      stars === 0
        ? 'text without $1 and the like: match has no star'
        : `text with $1 to $${stars} only: match has no more stars`;
    context.addIssue({ code: 'custom', path, message });
  };
  if (rename !== undefined) check(rename, ['rename']);
  for (const [name, value] of Object.entries(tags)) check(value, ['tags', name]);
});
