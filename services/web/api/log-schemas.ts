import { z } from 'zod';
import { levels } from '../../shared/levels.ts';

/** The keys of one log's status. */
export const sourceStatus = {
  name: z.string().describe('Path of the file or name of the container.'),
  kind: z.enum(['file', 'container', 'api', 'journal']),
  state: z.enum(['reading', 'behind', 'unreadable']).describe('behind: more than a MiB waits to be read.'),
  reason: z.string().optional().describe('Why it cannot be read.'),
  tags: z.record(z.string(), z.string()).describe('What its series have in common, host left out.'),
  formats: z.array(
    z.strictObject({
      format: z.string(),
      stream: z.string().optional(),
      setBy: z.enum(['lines', 'configuration']),
    }),
  ),
  lines: z.int().describe('Read since the log-tailer follows it.'),
  lastLine: z.number().nullable().describe('When the last line was read; epoch milliseconds.'),
  behind: z.int().nullable().describe('Bytes written but not read; null where nobody can tell.'),
};

const keptText = {
  text: z.string().describe('As it is in the log: whatever shows it must take it for text only.'),
  cut: z.boolean().describe('Whether the line is longer.'),
};

/** The keys of a line kept in memory. */
export const keptLine = {
  ...keptText,
  number: z.int().describe('Greater than that of lines kept before; the same for a line that is in both lists.'),
  time: z.number().describe('Epoch milliseconds.'),
  level: z.enum(levels),
  stream: z.string().optional(),
  more: z
    .array(z.strictObject(keptText))
    .optional()
    .describe(
      'Further lines of its entry that say what was wrong, such as those of a stack trace that name an exception.',
    ),
};

/** What a 503 means where the log-tailer is asked. */
export const withoutTailer = {
  description: 'The log-tailer cannot be asked; the message says why.',
};
