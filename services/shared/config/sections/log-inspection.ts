import { z } from 'zod';
import { sourceGlob } from './source-glob.ts';
import { port } from './types.ts';

/** Where a log-tailer that runs apart tells the pages how its logs are read. */
export const logInspectionSection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Whether to. Only where the pages run in a process of their own: they ask by web.log_tailer.'),
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address to listen on. It knows no login, and tells lines of logs to whoever reaches it.'),
    port: port(8127).describe('TCP port.'),
  })
  .prefault({})
  .describe('Tells pages that run apart how the logs are read, and tries out rules for them.');

/** Sets the format of some logs. */
export const logFormatsSection = z
  .array(
    z.strictObject({
      source: sourceGlob.describe('Glob that the path of the file or the name of the container matches.'),
      format: z
        .string()
        .min(1)
        .describe('Name of the format as docs/logs.md has it, such as `combined` or `json`; `plain` for none.'),
    }),
  )
  .max(200)
  .default([])
  .describe(
    'Logs whose lines are read by one format only, of which the first whose source matches; others are recognised.',
  );
