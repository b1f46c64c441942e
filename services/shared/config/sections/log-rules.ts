import { z } from 'zod';
import { metricTypes } from '../../metric.ts';
import { checkRule } from './log-rule-check.ts';
import { sourceGlob } from './source-glob.ts';
import { distinct } from './types.ts';

const nameError =
  'a name of at most 200 letters, digits, dots, dashes and underscores that begins with a letter or underscore';
const name = z.string({ error: nameError }).regex(/^[a-zA-Z_][\w.-]{0,199}$/, { error: nameError });

const pathError = 'a key, or keys with dots between them: payment.amount';
/** Of a JSON object, or a key of logfmt. */
const path = z.string({ error: pathError }).min(1, { error: pathError }).max(200, { error: pathError });

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);
const conditionError = 'text, a number, true or false, or a list of them';
const condition = z.union([scalar, z.array(scalar).min(1).max(100)], { error: conditionError });

/** Keys, and what they must hold for a line to match. */
const conditions = z
  .record(path, condition, { error: 'a map of keys and what they must hold, {} for any' })
  .refine(map => Object.keys(map).length <= 20, { error: 'a map of at most 20 keys' });

const valueUnits = ['ns', 'us', 'ms', 's', 'm', 'h', 'B', 'KB', 'MB', 'GB', 'KiB', 'MiB', 'GiB', '%'] as const;

/** Units that a number may be given in, as they are called in a log. */
export type ValueUnit = (typeof valueUnits)[number];

const tagsError = 'a list of groups, paths or keys, or a map from names of tags to them';

/** What one rule says, before its parts are held against each other. */
const fields = z.strictObject({
  name: z.string().min(1).max(100).optional().describe('What pages and the tester call the rule; else its metric.'),
  source: sourceGlob
    .optional()
    .describe('Glob that the path of the file or the name of the container matches. All sources without it.'),
  match: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe('JavaScript regular expression; its named groups serve as value and tags.'),
  json: conditions
    .optional()
    .describe('The line is a JSON object in which these paths hold this: `{ event: order, payment.method: card }`.'),
  logfmt: conditions.optional().describe('The line is logfmt in which these keys hold this: `{ level: error }`.'),
  metric: name.optional().describe('Name of the metric; not of one of our own, but for `http.*`.'),
  type: z.enum(metricTypes).default('counter').describe('What the metric is.'),
  value: path
    .optional()
    .describe(
      'Group, path or key that holds the number, or the member of a set. Only a counter goes without, and adds 1.',
    ),
  unit: z.enum(valueUnits).optional().describe('Unit of numbers that have none of their own.'),
  tags: z
    .union(
      [
        z.array(path).max(10).refine(distinct, { error: 'a list in which no group is twice' }),
        z.record(name, path).refine(map => Object.keys(map).length <= 10, { error: 'a map of at most 10 tags' }),
      ],
      { error: tagsError },
    )
    .default([])
    .describe('Groups, paths or keys that become tags: a list, or a map from the name of the tag to where it is from.'),
  fixed_tags: z
    .record(name, z.string().min(1).max(200))
    .refine(map => Object.keys(map).length <= 10, { error: 'a map of at most 10 tags' })
    .default({})
    .describe('Tags that are always the same: `{ team: shop }`.'),
  drop: z
    .boolean()
    .default(false)
    .describe('Leaves matching lines out of everything but log.lines, log.bytes and log.dropped.'),
});

/** A rule that makes a metric of lines, or leaves them out. */
export const logRule = fields.superRefine((rule, context) => {
  for (const { path, error } of checkRule(rule)) context.addIssue({ code: 'custom', path, message: error });
});

/** A rule as the configuration has it, with its defaults. */
export type RuleConfig = z.output<typeof logRule>;
