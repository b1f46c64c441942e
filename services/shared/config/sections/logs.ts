import { z } from 'zod';
import { bytes } from './types.ts';

const name = z.string().regex(/^[a-zA-Z_][\w.-]*$/, { error: 'letters, digits, dots, dashes and underscores' });

const rule = z
  .strictObject({
    match: z
      .string()
      .min(1)
      .max(1000)
      .describe('JavaScript regular expression; its named groups serve as value and tags.'),
    source: z
      .string()
      .optional()
      .describe('Glob that the path of the file or the name of the container matches. All sources without it.'),
    metric: name.describe('Name of the metric.'),
    type: z.enum(['counter', 'gauge', 'timing']).default('counter').describe('What the metric is.'),
    value: name
      .optional()
      .describe('Group that holds the number. A counter without it adds 1; a gauge or timing needs it.'),
    tags: z.array(name).max(10).default([]).describe('Groups that become tags of their names.'),
  })
  .refine(value => value.type === 'counter' || value.value !== undefined, {
    path: ['value'],
    error: 'a gauge or timing needs the group that holds its number',
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
      .default(['**/*.gz', '**/*.[0-9]', '/var/log/journal/**'])
      .describe('Globs of files to leave out.'),
    containers: z.boolean().default(true).describe('Read the logs of containers, found through the Docker engine.'),
    start_at: z
      .enum(['end', 'beginning'])
      .default('end')
      .describe(
        'Where to start in a log that was there before Tidegauge first ran. One that appears later is read from its beginning.',
      ),
    max_line: bytes('1MB').describe('What a line holds beyond this is counted in log.bytes but not looked at.'),
    max_files: z.int().min(1).max(100_000).default(1000).describe('Files followed at most.'),
    rules: z.array(rule).max(200).default([]).describe('What else becomes a metric.'),
  })
  .prefault({})
  .describe('The log-tailer.');
