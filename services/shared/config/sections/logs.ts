import { z } from 'zod';
import { logFormatsSection, logInspectionSection } from './log-inspection.ts';
import { logRule } from './log-rules.ts';
import { bytes } from './types.ts';

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
    journal: z
      .array(z.string().min(1))
      .default(['/var/log/journal', '/run/log/journal'])
      .describe(
        "Directories of systemd's journal, of which the files are read themselves; with an empty list they are not.",
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
    stack_traces: z
      .boolean()
      .default(true)
      .describe('Join the lines of a stack trace into one entry, and count exceptions by type (docs/logs.md).'),
    rules: z.array(logRule).max(200).default([]).describe('Rules: what else becomes a metric.'),
    rules_directory: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Directory of further rules: files `*.yaml`, each a list of them. Relative to the configuration file; `rules.d` beside it by default, if there is one.',
      ),
    formats: logFormatsSection,
    keep_error_lines: z
      .boolean()
      .default(true)
      .describe(
        'Keep the last 20 error lines of each log, and 20 of its other lines, in memory for its page: 4 MB of all logs at most, and never on disk.',
      ),
    inspection: logInspectionSection,
  })
  .prefault({})
  .describe('The log-tailer.');
