import { z } from 'zod';
import { bytes, distinct } from './types.ts';

/** The names of the groups of a regular expression, or undefined when it is none. */
function groupNames(expression: string): string[] | undefined {
  try {
    // With an empty alternative it matches the empty text, and a match lists all groups. The log-tailer's engine knows
    // one thing more than JavaScript's: (?i) at the beginning.
    return Object.keys(new RegExp(`${expression.replace(/^\(\?i\)/, '')}|`).exec('')?.groups ?? {});
  } catch {
    return undefined;
  }
}

const nameError = 'a name of letters, digits, dots, dashes and underscores that begins with a letter or underscore';
const name = z.string({ error: nameError }).regex(/^[a-zA-Z_][\w.-]*$/, { error: nameError });

const rule = z
  .strictObject({
    match: z
      .string()
      .min(1)
      .max(1000)
      .refine(text => groupNames(text) !== undefined, { error: 'a regular expression of JavaScript' })
      .describe('JavaScript regular expression; its named groups serve as value and tags.'),
    source: z
      .string()
      .min(1)
      .optional()
      .describe('Glob that the path of the file or the name of the container matches. All sources without it.'),
    metric: name.describe('Name of the metric.'),
    type: z.enum(['counter', 'gauge', 'timing']).default('counter').describe('What the metric is.'),
    value: z
      .string()
      .optional()
      .describe('Group that holds the number. A counter without it adds 1; a gauge or timing needs it.'),
    tags: z
      .array(z.string())
      .max(10)
      .refine(distinct, { error: 'a list in which no group is twice' })
      .default([])
      .describe('Groups that become tags of their names.'),
  })
  .superRefine(({ match, type, value, tags }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message, input: value });
    if (value === undefined && type !== 'counter') refuse(['value'], `the group of match that holds the ${type}`);
    const groups = groupNames(match);
    if (!groups) return;
    const wanted = `a named group of match (${groups.join(', ') || 'it has none'})`;
    if (value !== undefined && !groups.includes(value)) refuse(['value'], wanted);
    for (const [index, tag] of tags.entries()) if (!groups.includes(tag)) refuse(['tags', index], wanted);
  });

/** What the log-tailer reads, and the rules that make metrics of lines. */
export const logsSection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Read logs at all.'),
    files: z
      .array(z.string().min(1))
      .default([
        '/var/log/*.log',
        '/var/log/{syslog,messages,secure,maillog,cron}',
        '/var/log/*/*.log',
        '/var/log/*/*_log',
      ])
      .describe('Globs of the log files of the host.'),
    exclude: z
      .array(z.string().min(1))
      .default(['**/*.gz', '**/*.[0-9]', '**/*-20[0-9][0-9][0-9][0-9][0-9][0-9]*', '/var/log/journal/**'])
      .describe(
        'Globs of files to leave out: here those that logrotate has put aside, which are read as part of their log.',
      ),
    containers: z.boolean().default(true).describe('Read the logs of containers, found through the Docker engine.'),
    start_at: z
      .enum(['end', 'beginning'])
      .default('end')
      .describe(
        'Where to start in a log that was there before Tidegauge first ran. One that appears later is read from its beginning.',
      ),
    max_line: bytes('1MB', '64B', '64MB').describe(
      'What a line holds beyond this is counted in log.bytes but not looked at.',
    ),
    max_files: z.int().min(1).max(100_000).default(1000).describe('Files followed at most.'),
    written_metrics: z
      .boolean()
      .default(true)
      .describe('Take the metrics that programs write into their lines: l2met, AWS EMF, StatsD (docs/log-format.md).'),
    rules: z.array(rule).max(200).default([]).describe('Rules: what else becomes a metric.'),
  })
  .prefault({})
  .describe('The log-tailer.');
